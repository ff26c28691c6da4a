extensions = ["myst_parser", "sphinx_apa7"]
bibtex_bibfiles = ["refs.bib"]
nitpicky = True
html_theme = "basic"
