"""A book of three files: this one, index.md, and refs.bib."""

project = "Hands and Bonds"
author = "Your Name"
copyright = "Your Name"
version = "1"

extensions = ["myst_parser", "sphinx_apa7", "sphinx_typst_book"]
bibtex_bibfiles = ["refs.bib"]
html_theme = "furo"
exclude_patterns = ["_build"]
