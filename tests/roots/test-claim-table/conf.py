extensions = ["myst_parser", "sphinxcontrib.bibtex", "extensions.claims"]
myst_enable_extensions = ["colon_fence"]
bibtex_bibfiles = ["refs.bib"]
bibtex_cite_id = "cite-{key}"
numfig = True
claims_speakers = {"coan": "Jim Coan", "allen": "Jon Allen"}
