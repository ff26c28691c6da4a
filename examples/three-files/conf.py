"""A book of three files: this one, index.md, and refs.bib."""

project = "Hands and Bonds"
author = "Your Name"
copyright = "Your Name"
version = "1"

extensions = ["myst_parser", "sphinx_apa7", "sphinx_typst_book"]
bibtex_bibfiles = ["refs.bib"]
html_theme = "furo"
html_title = project
exclude_patterns = ["_build", ".venv", "venv"]
# The PDF sets footnotes at the foot of the page; a rule before them would be printed too.
myst_footnote_transition = False
