"""What text, pictures and catalogs may hold: the one list. Whatever is not here is refused.

A line is added here when a book of this kind needs it; ``tests/test_gate*.py`` try what is not.
What the book's own code brings (``OWN``) is code, and has been read as such.
"""

from __future__ import annotations

import re

from apabib.text.fold import words

# -- Files ---------------------------------------------------------------------

#: Folder -> what lies in it, each a pattern and the most bytes that such a file may have.
FOLDERS: dict[str, dict[str, int]] = {
    "front": {"*.md": 50_000},
    "chapters": {"*.md": 100_000},
    "back": {"*.md": 100_000},
    "figures": {"*.svg": 500_000, "*.png": 2_000_000, "*.py": 100_000},
    "figures/data": {"*.csv": 200_000},
    "figures/type": {"*.ttf": 500_000, "OFL.txt": 10_000},
    "_static": {"book.css": 100_000, "book.js": 50_000},
    "locale": {"*.po": 500_000},
}
#: Files that stand beside ``conf.py``.
FILES = {
    "index.md": 100_000,
    "refs.bib": 5_000_000,
    "refs.verified.json": 20_000_000,
    "editions.json": 5_000_000,
    "apabib.toml": 50_000,
    "paragraphs.txt": 1_000_000,
}
#: Settings in ``apabib.toml``, and the patterns of files in them.
TOOL = words(
    "accepted chapters code_directives contact demands exclude key_options myst_disable_syntax"
    " myst_enable_extensions names text_options"
)
TOOL_PATTERN = re.compile(r"(?!/)(?!.*\.\.)(?!(.*\*\*){3})[\w*./-]+")
#: Folders with folders of any name in them.
NESTED = ("locale",)
#: The most files in a folder, and folders in each other.
MOST_FILES, DEEPEST_FOLDER = 300, 4
#: The most bytes of a folder with all below it.
MOST_BYTES = {
    "front": 200_000,
    "chapters": 4_000_000,
    "back": 1_000_000,
    "figures": 20_000_000,
    "_static": 200_000,
    "locale": 10_000_000,
}
#: A file of these kinds is text in UTF-8, with lines of at most so many characters.
LINES = {".css": 2_000, ".toml": 2_000, ".md": 5_000, ".po": 20_000, ".bib": 50_000, ".csv": 5_000}
#: Names are addresses: small letters, digits, and single hyphens or underscores, then the type.
NAME = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*(\.[a-z]+)?")
LONGEST_NAME = 60
#: Names that are something else on Windows.
DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{kind}{n}" for kind in ("com", "lpt") for n in range(10)))
)
#: What editors and systems leave beside files while somebody works; nothing of it is read.
LEFTOVERS = (".#*", "#*#", "*~", ".*.sw?", ".DS_Store", "Thumbs.db", "*.mo")

#: Characters that are not seen: between lines and words, where a word may or may not be broken, and
#: where letters join.
UNSEEN = "\t\n\u00ad\u200b\u200c\u200d\u2060"
#: The most that is told of one file.
MOST_TOLD = 20
#: A style sheet asks for nothing: its functions and rules; no escape, which could hide another.
STYLES = words(
    "attr( calc( clamp( color-mix( has( hsl( inset( is( max( min( minmax( not( nth-child( repeat("
    " rgb( rotate( scale( translate( var( where( @media @page @supports"
)
#: Scripts -> the SHA-256 of what somebody has read. They are code, though no Python.
SCRIPTS = {
    "_static/book.js": "8fca8104c78bf842d6198746b222bf398c13a132c80e905df9bbe0f1fb414373",
}
#: Letters of the drawings, which come with the site -> the SHA-256 of what somebody has looked at.
FONTS = {
    "figures/type/libertinus-serif-400-italic.ttf": (
        "d43f51677c8867ef568269dd7993864701de9e58f5891bd35f62f7f26a75fc71"
    ),
    "figures/type/libertinus-serif-400-normal.ttf": (
        "c102bfe4dc8890616b2f5e2744c8861a1e36fefeb9bd573cf42110176e15f05e"
    ),
    "figures/type/libertinus-serif-700-normal.ttf": (
        "5d82270ce167089c75891a83071522fabde8441a75ab6cc1f4fe6a4d442e972f"
    ),
}
#: An address in the bibliography that hides where it leads.
HIDDEN = re.compile(rb"https?://[^\s/{}\",]*@")
#: The most characters of what an entry prints, and of a person in it.
LONGEST_VALUE, LONGEST_PERSON = 4_000, 300
PERSONS = words("author editor translator editora editorb editorc")
#: Fields with DOIs, which are printed as addresses.
DOIS = words("concern correction doi retraction")
#: Fields that no style prints.
UNPRINTED = words("abstract annotation annote file keywords")

# -- Pages ---------------------------------------------------------------------

#: Key of the front matter of a page -> the pages that may have it, as patterns, and its values.
FRONT_MATTER = {"no-references": (("index.md", "back/*.md"), ("true", "false"))}
#: Modules whose directives, roles and nodes are the book's own.
OWN = ("extensions.", "sphinx_apa7.", "sphinx_typst_book.")
_BOX = frozenset({"class", "collapsible", "name"})
_TABLE = frozenset({"align", "class", "name", "width", "widths"})
#: Directive of docutils or Sphinx -> its options.
DIRECTIVES: dict[str, frozenset[str]] = {
    **dict.fromkeys(("admonition", "hint", "important", "note", "seealso", "tip", "warning"), _BOX),
    "figure": frozenset({"align", "alt", "name", "source", "width"}),
    "glossary": frozenset({"sorted"}),
    "image": frozenset({"align", "alt", "name", "width"}),
    "list-table": _TABLE | {"header-rows", "stub-columns"},
    "table": _TABLE,
    "toctree": frozenset({"caption", "hidden", "maxdepth", "name", "numbered", "titlesonly"}),
}
#: Roles of docutils or Sphinx, and of the book's own domain.
OWN_ROLES = "cite:"
ROLES = frozenset({"doc", "index", "numref", "ref", "sub", "sup", "term"})
#: Classes that an author gives.
CLASSES = re.compile(r"answer|lang-[a-z]{2,3}")
#: Classes that the parser of Markdown gives.
PARSERS = words("block-attributes myst-block myst-line-comment myst-target")
#: What Markdown may hold, by the names of MyST.
TOKENS = words(
    "blockquote bullet_list code_block code_inline colon_fence dd dl dt em fence"
    " footnote_anchor footnote_block footnote_ref footnote_reference front_matter hardbreak"
    " heading hr image inline link list_item myst_block_break myst_line_comment myst_role"
    " myst_target ordered_list paragraph softbreak span strong table tbody td text th thead tr"
)
#: What may stand in braces behind a link, a picture or a passage, with what the parser sets.
ATTRIBUTES = frozenset({"alt", "class", "href", "id", "src", "start", "style", "title"})
#: Options with a value that is held to a form.
OPTIONS = {
    "width": re.compile(r"\d{1,3}(\.\d+)?(%|em|rem)|\d{1,4}(px|pt|mm|cm)?"),
    "widths": re.compile(r"auto|grid|\d{1,3}([ ,]+\d{1,3}){0,19}"),
    "header-rows": re.compile(r"\d{1,2}"),
    "stub-columns": re.compile(r"\d{1,2}"),
    "maxdepth": re.compile(r"\d"),
    "numbered": re.compile(r"\d?"),
}
#: Where the text of ``numref`` is filled in.
PLACES = ("%s", "{number}", "{name}")
#: Languages of a listing: none is colored.
LISTINGS = ("", "none", "text")
#: Blocks in each other in one text, directives in each other: Markdown drops what is deeper.
DEEPEST, DEEPEST_DIRECTIVE = 15, 6
#: Blocks of a page, and marks in their lines: ten times what a long chapter has.
MOST_TOKENS = 12_000
#: Labels of a page, and of roles in it: for each ``numref`` Sphinx reads a whole page again, and
#: each ``term`` may be a note in the margin of print, which looks at all before it.
MOST_LABELS = 500
MOST_ROLES = {"index": 1_000, "numref": 100, "term": 100}
#: Marks for which Markdown looks through all that follows -> the most of a paragraph.
MOST_MARKS = {"[^": 300, "'": 1_000, '"': 1_000}
#: Rows of a table, and cells.
MOST_ROWS = 500
#: What a page is made of once it is read, by the names of docutils and Sphinx.
NODES = words(
    "Text abbreviation admonition attribution block_quote bullet_list caption citation colspec"
    " comment compact_paragraph compound container definition definition_list"
    " definition_list_item docinfo document emphasis entry enumerated_list field field_body"
    " field_list field_name figure footnote footnote_reference glossary hint image important"
    " index inline label legend line line_block list_item literal literal_block note paragraph"
    " pending_xref problematic reference row rubric section seealso strong subscript"
    " substitution_definition superscript system_message table target tbody term tgroup thead"
    " tip title toctree transition translatable warning"
)

#: What an answer may hold: it stands in two places, and in one of them without its names.
ANSWERS = words(
    "Text abbreviation admonition attribution block_quote bullet_list comment emphasis"
    " enumerated_list footnote_reference index inline list_item literal literal_block paragraph"
    " pending_xref raw reference strong subscript superscript system_message target title"
)

#: What MyST makes of a line that ends in a backslash or in two blanks: nothing else is raw.
BREAKS = (("html", "<br />\n"), ("latex", "\\\\\n"))

# -- Addresses and names in them --------------------------------------------------

#: Schemes of links.
SCHEMES = ("http", "https", "mailto")
#: A page of the book, seen from another.
PAGE = re.compile(r"(\.\./)?([a-z0-9_-]+/)?[a-z0-9_-]+\.md(#[a-z0-9_-]+)?")
#: A picture of the book, seen from its root.
PICTURE = re.compile(r"figures/[a-z0-9]+([-_][a-z0-9]+)*\.(svg|png)")
#: A label that an author gives.
LABEL = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_LABEL = 100
#: Ids that the book makes itself: of references, citations, claims, terms, index entries, answers,
#: paragraphs, heads of boxes, notes of figures, and what is neither text nor picture in the theme's
#: pages.
RESERVED = re.compile(
    r"p\d+[a-z]*|(changes|cite|cited|claim|drawing|rating|evidence-(of|row)|quoting|term|index|furo"
    r"|svg|search|footnote|toc|ref|equation)-.*|__.*|id\d+|answers?-(index|front|chapters|back)(-.*)?"
    r"|.*-(head|note)|quoting|searchbox|genindex|modindex|search|toc|nav|landmarks|cover"
)

# -- Pictures ------------------------------------------------------------------

_SHAPE = words(
    "clip-path clip-rule fill fill-opacity fill-rule id opacity stroke stroke-dasharray"
    " stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity"
    " stroke-width style transform"
)
_TYPE = words("font-family font-size font-style font-weight text-anchor x y")
_LENGTH = words("lengthAdjust textLength")
#: Element of SVG -> its attributes.
SVG: dict[str, frozenset[str]] = {
    "svg": words("height version viewBox width preserveAspectRatio id"),
    "g": _SHAPE,
    "defs": frozenset({"id"}),
    "clipPath": frozenset({"id"}),
    "path": _SHAPE | {"d"},
    "rect": _SHAPE | words("height rx ry width x y"),
    "circle": _SHAPE | {"cx", "cy", "r"},
    "ellipse": _SHAPE | {"cx", "cy", "rx", "ry"},
    "line": _SHAPE | {"x1", "x2", "y1", "y2"},
    "polyline": _SHAPE | {"points"},
    "polygon": _SHAPE | {"points"},
    "use": _SHAPE | {"href", "x", "y"},
    "text": _SHAPE | _TYPE | _LENGTH,
    "tspan": _SHAPE | _TYPE | _LENGTH,
    "title": frozenset(),
    "desc": frozenset(),
    "style": frozenset({"type"}),
}
#: What ``use`` may repeat: nothing that repeats something itself.
SVG_LEAVES = ("path", "rect", "circle", "ellipse", "line", "polyline", "polygon")
#: Properties in ``style``.
SVG_STYLE = (_SHAPE | _TYPE) - {"id", "style", "transform", "x", "y"}
#: The letters that a picture brings, since it can load none: a rule with a TrueType font in it, of
#: so many bytes and of these tables. None of them holds instructions, a drawing or a program.
SVG_FONT = re.compile(
    r"@font-face\{font-family:'[A-Z][A-Za-z ]{0,40}';font-weight:[1-9]00;"
    r"font-style:(?:normal|italic);"
    r"src:url\(data:font/ttf;base64,([A-Za-z0-9+/]+={0,2})\)\}"
)
SVG_FONT_BYTES = 20_000
SVG_FONT_TABLES = words("OS/2 cmap glyf head hhea hmtx loca maxp name post")
#: What a drawing program says of a picture, which nothing shows.
SVG_METADATA = words(
    "http://www.w3.org/1999/02/22-rdf-syntax-ns# http://purl.org/dc/elements/1.1/"
    " http://creativecommons.org/ns#"
)
#: The one property that calls functions, and what it calls.
SVG_TRANSFORM = re.compile(r"((matrix|rotate|scale|skewX|skewY|translate)\([\d\s.,+-]*\)[\s,]*)*")
SVG_DEEPEST = 30
#: The most characters of shapes, with what is repeated counted as often.
SVG_LONGEST = 5_000_000
#: The most shapes and groups that are cut or drawn on a layer of their own.
SVG_LAYERS = 1_000
#: How many times as high as wide it may be, or as wide as high: it is drawn as wide as its place.
SVG_LONGEST_SIDE = 10
#: Its corner, and how wide and high it is.
_NUMBER = r"(?:\d+\.?\d*|\.\d+)"
SVG_VIEW = re.compile(rf"\s*(?:-?{_NUMBER}[ ,]+){{2}}{_NUMBER}[ ,]+{_NUMBER}\s*")
#: The most characters of its words, and parts of a line (``tspan``).
SVG_WORDS, SVG_PARTS = 20_000, 2_000
#: The most characters of a path with arcs: typesetters pass over arcs without a length in a
#: recursion, and over what ends what has ended (``zz``).
SVG_ARCS = 5_000
#: How wide and high it is, and how long a line.
SVG_SIZE = re.compile(r"(?=[\d.]*[1-9])(\d{1,6}(\.\d+)?|\.\d+)(px|pt|mm|cm|in|%)?")
#: What a PNG is made of: colors, dots, and what says little of them. Nothing else of it is packed,
#: and a small file could be a large one when it is unpacked (PNG specification, 11.3).
PNG = words("IHDR PLTE tRNS IDAT IEND bKGD cHRM gAMA pHYs sBIT sRGB tEXt tIME")
#: The most dots of a PNG: 25 MB in memory for each byte of color.
MOST_DOTS = 25_000_000
#: The most dots of all PNG: those of the PDF are in memory together, 5 bytes for each.
MOST_DOTS_IN_ALL = 100_000_000

# -- Outputs -------------------------------------------------------------------

#: Elements of the pages that are built; those behind are the theme's, and no EPUB has them.
HTML = words(
    "a abbr article aside b blockquote body br caption cite code col colgroup dd del details dfn"
    " div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 head header hr html i img ins kbd li"
    " link main mark meta nav ol p pre q s samp section small span strong sub summary sup svg table"
    " tbody td tfoot th thead time title tr u ul var wbr"
)
HTML_THEME = words(
    "button circle form input label line noscript path polyline script style symbol use"
)
#: Elements of a drawing in a page, and their attributes: those of ``SVG`` but for styles, as HTML
#: reads names. Nothing in a value calls for more than a part of the page.
HTML_DRAWING = frozenset(name.lower() for name in SVG.keys() - {"style", "title", "desc"})
HTML_DRAWING_ATTRIBUTES = frozenset(
    name.lower() for names in SVG.values() for name in names - {"style", "type"}
) | {"class", "role", "xmlns"}
HTML_DRAWING_CALL = re.compile(r"url\(#[\w-]+\)|([a-z]+\([\d\s.,e+-]*\)\s*)+", re.IGNORECASE)
#: Attributes of other elements, beside ``aria-*`` and ``data-*``.
HTML_ATTRIBUTES = words(
    "/ action align alt charset checked class colspan content d datetime defer dir disabled"
    " download fill for height headers href hidden id itemprop lang media method name open"
    " placeholder points popover popovertarget popovertargetaction property rel role rowspan scope"
    " sizes src start stroke stroke-linecap stroke-linejoin"
    " stroke-width style tabindex target title type value viewbox width xmlns cx cy r x1 x2 y1 y2"
    " xml:lang xmlns:epub epub:type prefix epub:prefix"
)
#: Looks that stand in an attribute.
HTML_STYLE = re.compile(r"(width: [\d.]+(%|px|em)|opacity: 50%|display: none|text-align: \w+);?")
#: The one script that has something in it: a block of data, which no browser runs.
HTML_DATA = {"type": "application/ld+json"}
#: Pages that a server shows at any address: theirs begin with the path of the book on its host.
ROOTED = ("404.html", "offline.html")
#: Kinds of files that a site holds.
SITE = words(
    ".html .xhtml .css .js .map .svg .png .ttf .woff2 .txt .inv .opf .xml .ncx .epub .pdf .json"
    " .csv .bib .ris .ico .webmanifest .apkg"
)
#: Functions of Typst that run code or read files, which no page calls.
TYPST = re.compile(r"\b(eval|plugin|read|include|bytes|cbor|csv|json|toml|xml|yaml)\b[ (]")
