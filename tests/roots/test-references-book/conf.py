extensions = ["myst_parser", "sphinxcontrib.bibtex", "extensions.apa7", "extensions.references"]
bibtex_bibfiles = ["refs.bib"]
bibtex_default_style = "apa7"
bibtex_reference_style = "apa7"
bibtex_cite_id = "cite-{key}"
bibtex_tooltips = False
nitpicky = True
html_theme = "basic"
