extensions = ["myst_parser", "extensions.claims"]
myst_enable_extensions = ["colon_fence"]
bibtex_bibfiles = ["refs.bib"]
numfig = True
claims_speakers = {"coan": "Jim Coan", "allen": "Jon Allen"}
