extensions = ["myst_parser", "extensions.references"]
bibtex_bibfiles = ["refs.bib"]
nitpicky = True
html_theme = "basic"
