project = "Hands & Minds"
author = copyright = "Nobody"
version = "1.0"
extensions = [
    "myst_parser",
    "sphinx_apa7",
    "extensions.claims",
    "extensions.answers",
    "extensions.figures",
    "extensions.languages",
    "extensions.wide",
    "extensions.downloads",
    "extensions.unchanged",
    "extensions.markup",
    "extensions.furo",
    "extensions.menu",
    "extensions.numbers",
    "extensions.finding",
    "extensions.epub",
    "sphinx_typst_book",
]
myst_enable_extensions = ["colon_fence", "deflist", "smartquotes", "attrs_inline"]
myst_footnote_transition = False
nitpicky = True
numfig = True
numfig_format = {"section": "Chapter %s", "figure": "Figure %s"}
gettext_compact = False
claims_speakers = {"coan": "Jim Coan", "allen": "The reflection"}
bibtex_bibfiles = ["refs.bib"]
html_theme = "furo"
html_copy_source = False
epub_basename = "hands"
epub_identifier = "urn:uuid:0a6f6e8a-6d5c-5d39-8f7c-0c6d2a1b3e4f"
epub_description = "A tiny book."
epub_show_urls = "no"
