"""BibTeX files: reading them with the place of everything, their data model, canonical form."""
