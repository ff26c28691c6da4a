"""Configuration of the book. Configuration only: what the extensions do is in extensions/."""

import sys
from pathlib import Path

HERE = Path(__file__).parent
# The extensions, and the packages that are kept in this repository.
sys.path[:0] = [str(HERE), *map(str, sorted(HERE.glob("packages/*/src")))]

# -- The book -----------------------------------------------------------------
project = "Creating Connections"
author = "The Creating Connections contributors"
# A plain string without a year: Sphinx rewrites years for SOURCE_DATE_EPOCH (sphinx#14657).
copyright = author
version = release = "1.0"
language = "en"

# -- Reading ------------------------------------------------------------------
extensions = [
    "extensions.gate",  # first: what it refuses is not read
    "myst_parser",
    "sphinx_apa7",
    "extensions.claims",
    "extensions.answers",
    "extensions.cases",
    "extensions.figures",
    "extensions.drawings",
    "extensions.indexes",
    "extensions.languages",
    "extensions.wordlist",
    "extensions.wide",
    "extensions.notes",
    "extensions.unbroken",
    "extensions.downloads",
    "extensions.unchanged",
    "extensions.markup",
    "extensions.paragraphs",
    "extensions.frame",
    "extensions.face",
    "extensions.printing",
    "extensions.sidenotes",
    "extensions.enlarge",
    "extensions.cards",
    "extensions.quoting",
    "extensions.changes",
    "extensions.evidence",
    "extensions.furo",
    "extensions.study",
    "extensions.finding",
    "extensions.merged",
    "extensions.offline",
    "extensions.menu",
    "extensions.numbers",
    "extensions.epub",
    "sphinx_typst_book",
]
include_patterns = ["index.md", "front/**", "chapters/**", "back/**"]
# Sphinx walks every folder before it includes; these are large.
exclude_patterns = [".venv", "build", "packages", "tests"]
nitpicky = True
locale_dirs = []  # extensions.gate compiles what lies in locale/
gettext_compact = False

myst_enable_extensions = ["colon_fence", "deflist", "smartquotes", "attrs_inline"]
# A book of three outputs has no place for raw HTML.
myst_disable_syntax = ["html_block", "html_inline"]
# The typesetters set footnotes; a rule before them would be printed too.
myst_footnote_transition = False

# -- Numbers ------------------------------------------------------------------
html_secnumber_suffix = " "
numfig = True
numfig_format = {"section": "Chapter %s", "figure": "Figure %s"}

# -- Claims: who made them, by the name that the claim directive uses ----------
claims_speakers = {
    "congress": "The reflection",
    "shaver": "Phillip Shaver",
    "mikulincer": "Mario Mikulincer",
    "coan": "Jim Coan",
    "siegel": "Daniel Siegel",
    "allen": "Jon Allen",
    "johnson": "Sue Johnson",
    "body": "The reflection",
}

# -- Paragraphs: their numbers, and the year in which a page of them is quoted -----
paragraphs_contract = "paragraphs.txt"
paragraphs_year = "2026"

# -- Citations ----------------------------------------------------------------
bibtex_bibfiles = ["refs.bib"]
# book.css has the look of the lists.
apa7_stylesheet = False

# -- HTML ---------------------------------------------------------------------
html_theme = "furo"
html_title = project
html_static_path = ["_static"]
html_css_files = [("book.css", {"priority": 700})]  # after the theme's (600)
html_js_files = [("book.js", {"defer": "defer"})]
# Looks of features that this book does not use, and what Sphinx's own search stands on.
html_merged_without = [
    "styles/furo-extensions.css",
    "doctools.js",
    "sphinx_highlight.js",
    "documentation_options.js",
    "translations.js",
]
html_copy_source = False
html_show_sourcelink = False
html_license = (
    "Creative Commons Attribution 4.0 International",
    "https://creativecommons.org/licenses/by/4.0/",
)
# The repository has no address yet. With one, its form for errors and its source are linked:
# html_report_url = "https://github.com/OWNER/NAME/issues/new?template=error.yml&place={place}"
# html_edit_url = "https://github.com/OWNER/NAME/edit/main/{source}"

# Anki knows its deck by this name.
study_deck = "creating-connections.apkg"

# -- EPUB ---------------------------------------------------------------------
epub_basename = "creating-connections"
# Made once; an edition keeps it.
epub_identifier = "urn:uuid:b9c6f3a8-3b8e-5a1c-9d5e-6e2f0c9b7a11"
epub_scheme = "URN"
epub_description = "Attachment research, claim by claim."
epub_show_urls = "no"
epub_cover = ("figures/cover.svg", "")

# -- PDF ----------------------------------------------------------------------
# A4 for printing at home, and a book of 170 x 240 mm. Lines of both hold 60 to 72 characters.
html_download_sizes = {
    "creating-connections.pdf": "A4",
    "creating-connections-book.pdf": "170 × 240 mm",
}
typst_formats = {
    "": {},
    "-book": {
        "width": "170mm",
        "height": "240mm",
        "margin": "(inside: 21mm, outside: 48mm, top: 22mm, bottom: 28mm)",
        "size": "10.5pt",
    },
}
typst_imprint_page = "front/imprint"
typst_cover = "figures/cover.svg"
typst_chapters = True
# Shops and libraries show it, of the EPUB too; the imprint has more.
typst_license = (
    "Creative Commons Attribution 4.0 International, https://creativecommons.org/licenses/by/4.0/"
)
typst_lists = ["figure", "table"]
# These are looked up: the key, and the tables of claims.
typst_wide_pages = ["front/key", "back/evidence", "back/source-notes"]
typst_description = epub_description
typst_keywords = ["attachment", "psychotherapy", "open textbook"]  # as in CITATION.cff
