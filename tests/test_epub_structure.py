"""extensions.epub: what reading systems can use of pages, tables, parts and the pages of print."""

from __future__ import annotations

import io
import json
import os
import re
from typing import TYPE_CHECKING
from zipfile import ZipFile

import epubcheck_jar
import pytest
from lxml import etree
from PIL import Image

from extensions.epub import cover

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

EPOCH = 1767225600  # 2026-01-01
NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "epub": "http://www.idpf.org/2007/ops",
    "h": "http://www.w3.org/1999/xhtml",
    "o": "http://www.idpf.org/2007/opf",
}
CONF = """
project = "Hands"
author = "Nobody"
copyright = "Nobody"
version = "1.0"
extensions = ["myst_parser", "sphinx_apa7", "extensions.epub"]
myst_footnote_transition = False
bibtex_bibfiles = ["refs.bib"]
html_secnumber_suffix = " "
html_theme = "furo"
epub_basename = "hands"
epub_identifier = "urn:uuid:0a6f6e8a-6d5c-5d39-8f7c-0c6d2a1b3e4f"
epub_description = "A tiny book."
epub_show_urls = "no"
"""
PARTS = """# Hands

See {term}`grip`.

```{toctree}
:numbered:
:hidden:
:caption: First part

one
```

```{toctree}
:numbered:
:hidden:
:caption: Second part

two
three
```

```{toctree}
:hidden:
:caption: Back matter

glossary
references
genindex
```
"""
BOOK = {
    "index.md": PARTS,
    "one.md": "# One\n\n(a)=\n## Left\n\n### Thumb\n\nAs {cite:t}`roe2006hand` says.[^n]\n\n"
    "{index}`hand`\n\n[^n]: A note.\n",
    "two.md": "# Two\n\nWords.\n",
    "three.md": "# Three\n\nWords.\n",
    "glossary.md": "# Terms\n\n```{glossary}\ngrip\n  A hold.\n```\n",
    "references.md": "# References\n\n```{bibliography}\n```\n",
    "refs.bib": "@article{roe2006hand,\n  author = {Roe, Jane},\n  title = {A hand},\n"
    "  journal = {Journal of Hands},\n  year = {2006},\n}\n",
}
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="30" viewBox="0 0 20 30">'
    '<rect width="20" height="30" fill="#00f"/></svg>'
)


class Epub(ZipFile):
    """A package, with the warnings of its build."""

    warnings: str

    def find(self, name: str, path: str) -> list:
        return etree.fromstring(self.read(name)).xpath(path, namespaces=NAMESPACES)


def words(element) -> str:
    return " ".join("".join(element.itertext()).split())


@pytest.fixture
def build(tmp_path, make_app, monkeypatch) -> Callable[..., Epub]:
    """Build a book of *files*, each by its name; *conf* is added to the settings."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(EPOCH))
    source = tmp_path / "book"

    def built(files: dict[str, str], conf: str = "", **options) -> Epub:
        for name, text in {"conf.py": CONF + conf, **files}.items():
            path = source / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        app = make_app("epub", srcdir=source, **options)
        app.build()
        app.cleanup()
        package = Epub(app.outdir / "hands.epub")
        package.warnings = re.sub(r"\x1b\[[0-9;]*m", "", app.warning.getvalue())
        return package

    return built


def printed(tmp_path: Path, pages: dict[str, str] | str, age: float = 0) -> None:
    """What the builder of the PDF leaves, as old as *age* seconds."""
    path = tmp_path / "book/_build/typst/pages.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(pages if isinstance(pages, str) else json.dumps(pages), encoding="utf-8")
    then = path.stat().st_mtime - age
    os.utime(path, (then, then))


# -- Roles ---------------------------------------------------------------------------


def marked(package: Epub, name: str) -> list[tuple[str, str, str]]:
    """Type, role and words of what has either, from the second on; sections by their heading."""
    found = []
    for element in package.find(name, "//h:body//*[@role or @epub:type]"):
        heading = element.find("{*}h1") if element.tag.endswith("section") else element
        text = words(heading) if heading is not None else ""
        kind = element.get("{http://www.idpf.org/2007/ops}type", "")
        found.append((kind, element.get("role", ""), text))
    return found


def test_chapter_its_citations_and_its_notes_are_named(build):
    package = build(BOOK)
    assert package.warnings == ""
    assert marked(package, "one.xhtml") == [
        ("part", "doc-part", ""),
        ("chapter", "doc-chapter", "1 One"),
        ("biblioref", "doc-biblioref", "Roe (2006)"),
        ("noteref", "doc-noteref", "[1]"),
        ("footnotes", "doc-endnotes", ""),
        ("footnote", "doc-footnote", "[1] A note."),
        ("", "doc-backlink", "1"),
        ("bibliography", "doc-bibliography", ""),
        ("biblioentry", "", "Roe, J. (2006). A hand. Journal of Hands. ↑1"),
        ("backlink", "doc-backlink", "↑1"),
    ]


def test_note_is_an_aside_that_is_in_no_other(build):
    """Reading systems show it as a pop-up."""
    package = build(BOOK)
    [note] = package.find("one.xhtml", "//h:aside")
    [reference] = package.find("one.xhtml", "//h:a[@epub:type='noteref']")
    assert reference.get("href") == f"#{note.get('id')}"


def test_back_matter_is_named(build):
    package = build(BOOK)
    assert marked(package, "glossary.xhtml") == [("glossary", "doc-glossary", "Terms")]
    assert marked(package, "references.xhtml")[0] == (
        "bibliography",
        "doc-bibliography",
        "References",
    )
    assert marked(package, "genindex.xhtml")[0] == ("index", "doc-index", "Index")
    assert ("glossref", "doc-glossref", "grip") in marked(package, "index.xhtml")


def test_pages_say_in_which_division_they_are(build):
    package = build(BOOK)
    assert {
        name: package.find(name, "string(//h:body/@epub:type)")
        for name in package.namelist()
        if name.endswith(".xhtml") and name not in ("nav.xhtml", "cover.xhtml", "imprint.xhtml")
    } == {
        "index.xhtml": "frontmatter",
        "one.xhtml": "bodymatter",
        "two.xhtml": "bodymatter",
        "three.xhtml": "bodymatter",
        "glossary.xhtml": "backmatter",
        "references.xhtml": "backmatter",
        "genindex.xhtml": "backmatter",
    }


def test_hidden_contents_leave_no_box(build):
    assert b"toctree" not in build(BOOK).read("index.xhtml")


def test_only_elements_without_an_end_tag_end_at_once(build):
    """Some reading systems read pages as HTML, where all that follows would be in them."""
    files = {**BOOK, "two.md": "# Two\n\n{index}`a hand`\n\n![A > B](hand.svg)\n", "hand.svg": SVG}
    package = build(files)
    text = package.read("two.xhtml").decode()
    assert set(re.findall(r"<([a-z0-9]+)[^<>]*/>", text)) == {"img", "link", "meta"}
    assert package.find("two.xhtml", "string(//h:img/@alt)") == "A > B"


def test_letters_of_the_index_of_names_are_headings(build):
    """As those of the index of subjects; any other rubric is none."""
    files = {
        **BOOK,
        "references.md": "# Names\n\n```{name-index}\n```\n",
        "two.md": "# Two\n\n```{rubric} Aside\n```\n",
    }
    package = build(files, 'extensions += ["extensions.indexes"]\n')
    assert package.warnings == ""
    assert [one.text for one in package.find("references.xhtml", "//h:h2")] == ["R"]
    assert [one.text for one in package.find("two.xhtml", "//h:p[@class='rubric']")] == ["Aside"]


def test_term_stands_with_its_definition(build):
    """What a link to it leads to is shown by some reading systems as a pop-up."""
    terms = "grip\nhold\n  A grasp.\n\n  Firm.\nhand\n  It grips.\n"
    package = build({**BOOK, "glossary.md": f"# Terms\n\n```{{glossary}}\n{terms}```\n"})
    [link] = package.find("index.xhtml", "//h:a[@epub:type='glossref']")
    assert link.get("href") == "glossary.xhtml#term-grip"
    [first, second] = package.find("glossary.xhtml", "//h:dl/h:div")
    assert (first.get("id"), words(first)) == ("term-grip", "gripholdA grasp. Firm.")
    assert (second.get("id"), words(second)) == ("term-hand", "handIt grips.")
    assert len(package.find("glossary.xhtml", "//h:dt[@id='term-hold']")) == 1
    assert package.find("glossary.xhtml", "//h:dl/h:dt | //h:dl/h:dd") == []


def test_long_addresses_break_where_people_would_break_them(build):
    text = "# Two\n\n<https://doi.org/10.1037/0022-3514.61.25_x/4.0/?a=b>, [a hand](https://a.org/b/c).\n"
    package = build({**BOOK, "two.md": text})
    first, second = package.find("two.xhtml", "//h:p/h:a")
    parts = "|".join([first.text, *(one.tail for one in first)])
    assert parts == "https://doi.org/|10.1037/|0022-3514|.61|.25|_x/|4.0/|?a|=b"
    assert {one.tag for one in first} == {"{http://www.w3.org/1999/xhtml}wbr"}
    assert (words(second), len(second)) == ("a hand", 0)


# -- Parts ---------------------------------------------------------------------------


def lines(items) -> list:
    """A list of the contents: text and address, and what is below."""
    found = []
    for item in items:
        link = item.find("{*}a")
        span = item.find("{*}span")
        head = words(span) if link is None else f"{words(link)} <{link.get('href')}>"
        below = item.findall("{*}ol/{*}li")
        found.append((head, lines(below)) if below else head)
    return found


def test_contents_are_in_parts_and_have_all_sections(build):
    items = build(BOOK).find("nav.xhtml", "//h:nav[@epub:type='toc']/h:ol/h:li")
    assert lines(items) == [
        "Hands <index.xhtml>",
        (
            "First part",
            [
                (
                    "1 One <one.xhtml>",
                    [
                        ("1.1 Left <one.xhtml#a>", ["1.1.1 Thumb <one.xhtml#thumb>"]),
                        "1.2 References <one.xhtml#references>",
                    ],
                )
            ],
        ),
        ("Second part", ["1 Two <two.xhtml>", "2 Three <three.xhtml>"]),
        (
            "Back matter",
            ["Terms <glossary.xhtml>", "References <references.xhtml>", "Index <genindex.xhtml>"],
        ),
    ]


def shown(items) -> list:
    """The lines of the contents that the page of contents shows, as deep as they stand."""
    found = []
    for item in items:
        if item.get("hidden") is None:
            head = item.xpath("*[not(self::h:ol or @hidden)]", namespaces=NAMESPACES)
            found += [words(one) for one in head] + [shown(item.findall("{*}ol/{*}li"))]
    return [one for one in found if one]


def test_page_of_contents_leaves_out_what_several_chapters_share(build):
    """And the sections of the first pages; the menu of a reading system has all."""
    chapter = "# {0}\n\n## Aims\n\nTo hold.\n\n## Research\n\n### On {0}\n\nHeld.\n"
    files = {f"{name}.md": chapter.format(name.title()) for name in ("two", "three")}
    title, rest = PARTS.split("\n\n", 1)
    package = build({**BOOK, **files, "index.md": f"{title}\n\n## Who reads\n\n{rest}"})
    items = package.find("nav.xhtml", "//h:nav[@epub:type='toc']/h:ol/h:li")
    assert shown(items) == [
        "Hands",
        "First part",
        ["1 One", ["1.1 Left", ["1.1.1 Thumb"], "1.2 References"]],
        "Second part",
        ["1 Two", [["1.2.1 On Two"]], "2 Three", [["2.2.1 On Three"]]],
        "Back matter",
        ["Terms", "References", "Index"],
    ]
    assert len(package.find("nav.xhtml", "//h:nav[@epub:type='toc']//h:a")) == 17


def test_index_is_read_where_the_first_page_lists_it(build):
    index = PARTS.replace("references\ngenindex", "genindex\nreferences")
    package = build({**BOOK, "index.md": index})
    behind = ["part-genindex-xhtml", "part-references-xhtml"]
    assert package.find("content.opf", "//o:itemref/@idref")[-2:] == behind
    links = package.find("nav.xhtml", "//h:nav[@epub:type='toc']//h:a/@href")
    assert links[-2:] == ["genindex.xhtml", "references.xhtml"]


def test_first_chapter_of_a_part_says_its_name(build):
    package = build(BOOK)
    name = "//h:section[@role='doc-part']/h:p[@class='part-name']"
    assert [words(one) for one in package.find("two.xhtml", name)] == ["Second part"]
    assert package.find("three.xhtml", name) == []
    part = "string(//h:section[@role='doc-part']/@aria-label)"
    assert package.find("three.xhtml", part) == "Second part"
    assert package.find("glossary.xhtml", "//h:section[@role='doc-part']") == []


def test_one_caption_is_no_part(build):
    index = "# Hands\n\n```{toctree}\n:numbered:\n:caption: Chapters\n\none\ntwo\nthree\n```\n"
    package = build({**BOOK, "index.md": index, "glossary.md": "---\norphan: true\n---\n# Terms\n"})
    assert package.find("one.xhtml", "//h:section[@role='doc-part']") == []
    assert package.find("nav.xhtml", "//h:nav[@epub:type='toc']//h:span") == []


def test_changed_part_reaches_chapters_that_were_not_written_again(build):
    assert b"Second part" in build(BOOK).read("two.xhtml")
    again = build({"index.md": PARTS.replace("Second", "Last")}, freshenv=False)
    assert b"Last part" in again.read("two.xhtml")
    assert b"Second part" not in again.read("two.xhtml")


def test_numbers_have_no_point_behind_them(build):
    [heading] = build(BOOK).find("one.xhtml", "//h:h3")
    assert words(heading) == "1.1.1 Thumb"


def test_landmarks_lead_to_every_division(build):
    links = build(BOOK).find("nav.xhtml", "//h:nav[@epub:type='landmarks']//h:a")
    kind = "{http://www.idpf.org/2007/ops}type"
    assert [(one.get(kind), one.get("href"), one.text) for one in links] == [
        ("cover", "cover.xhtml", "Cover"),
        ("copyright-page", "imprint.xhtml", "Imprint"),
        ("toc", "#toc", "Contents"),
        ("bodymatter", "one.xhtml", "1 One"),
        ("glossary", "glossary.xhtml", "Terms"),
        ("bibliography", "references.xhtml", "References"),
        ("index", "genindex.xhtml", "Index"),
    ]


# -- Tables --------------------------------------------------------------------------

TABLE = "# One\n\n| Hand | Who | How |\n| --- | --- | --- |\n| left | all | *well* |\n"


def test_cells_of_wide_tables_name_their_columns(build):
    package = build({**BOOK, "one.md": TABLE})
    [box] = package.find("one.xhtml", "//h:div[h:table]")
    assert box.get("class") == "table-box stacks"
    cells = [words(cell) for cell in package.find("one.xhtml", "//h:td")]
    assert cells == ["left", "Who all", "How well"]
    labels = package.find("one.xhtml", "//h:td//h:span[@class='cell-label']")
    assert [words(label) for label in labels] == ["Who", "How"]


def test_narrow_tables_and_tables_without_heads_stay_tables(build):
    narrow = "# One\n\n| Hand | Who |\n| --- | --- |\n| left | all |\n"
    headless = "# Two\n\n```{list-table}\n\n* - a\n  - b\n  - c\n```\n"
    package = build({**BOOK, "one.md": narrow, "two.md": headless})
    for name in ("one.xhtml", "two.xhtml"):
        [box] = package.find(name, "//h:div[h:table]")
        assert box.get("class") == "table-box"
        assert package.find(name, "//h:span[@class='cell-label']") == []


def test_headers_say_what_they_head(build):
    table = (
        "# One\n\n```{list-table}\n:header-rows: 1\n:stub-columns: 1\n\n"
        "* - Hand\n  - Who\n* - left\n  - all\n```\n"
    )
    package = build({**BOOK, "one.md": table})
    heads = package.find("one.xhtml", "//h:th")
    assert [(words(one), one.get("scope")) for one in heads] == [
        ("Hand", "col"),
        ("Who", "col"),
        ("left", "row"),
    ]


LOOK = """width => {
    document.body.style.columnWidth = width;
    const shown = one => getComputedStyle(document.querySelector(one)).display;
    return ["thead", "td", ".cell-label"].map(shown);
}"""


@pytest.mark.parametrize(
    ("window", "columns", "looks"),
    [
        (400, "auto", ["none", "block", "inline"]),
        (1000, "auto", ["table-header-group", "table-cell", "none"]),
        # Reading systems set a chapter in columns of a wide window.
        (1000, "400px", ["none", "block", "inline"]),
    ],
)
def test_rows_are_blocks_where_the_column_of_text_is_narrow(
    build, tmp_path, browser, window, columns, looks
):
    build({**BOOK, "one.md": TABLE}).extractall(tmp_path / "package")
    with browser.new_context(viewport={"width": window, "height": 700}) as context:
        page = context.new_page()
        page.goto((tmp_path / "package/one.xhtml").as_uri())
        assert page.evaluate(LOOK, columns) == looks


# -- Pages of print ------------------------------------------------------------------

PAGES = {
    "index:hands": "v",
    "one:": "1",
    "one:one": "1",
    "one:left": "1",
    "one:a": "1",
    "one:thumb": "2",
    "two:two": "3",
    "glossary:gone": "9",
}


def pages_of(package: Epub) -> list[tuple[str, str]]:
    links = package.find("nav.xhtml", "//h:nav[@epub:type='page-list']//h:a")
    return [(one.text, one.get("href")) for one in links]


def test_pages_of_print_are_listed_and_marked(build, tmp_path):
    build(BOOK)
    printed(tmp_path, PAGES)
    package = build({}, freshenv=False)
    assert pages_of(package) == [
        ("v", "index.xhtml#page-v"),
        ("1", "one.xhtml#page-1"),
        ("2", "one.xhtml#page-2"),
        ("3", "two.xhtml#page-3"),
    ]
    [mark] = package.find("one.xhtml", "//*[@id='page-2']")
    assert dict(mark.attrib) == {
        "{http://www.idpf.org/2007/ops}type": "pagebreak",
        "role": "doc-pagebreak",
        "id": "page-2",
        "aria-label": "Page 2",
    }
    assert mark.getparent().get("id") == "thumb"


def test_source_of_the_pages_and_their_use_are_in_the_metadata(build, tmp_path):
    features = "//o:meta[@property='schema:accessibilityFeature']/text()"
    source = "//dc:source/text() | //o:meta[@property='pageBreakSource']/text()"
    package = build(BOOK, 'epub_title = "Hands!"\n')
    assert pages_of(package) == []
    assert package.find("content.opf", source) == []
    assert not {"pageNavigation", "pageBreakMarkers"} & set(package.find("content.opf", features))
    printed(tmp_path, PAGES)
    package = build({}, 'epub_title = "Hands!"\n', freshenv=False)
    assert package.find("content.opf", source) == ["Hands!, hands.pdf, Version 1.0"] * 2
    assert {"pageNavigation", "pageBreakMarkers"} <= set(package.find("content.opf", features))


def test_what_print_sets_elsewhere_takes_no_page_with_it(build, tmp_path):
    """Such as a figure that floats, or an answer at the end."""
    build(BOOK)
    printed(tmp_path, {"one:thumb": "1", "two:two": "2", "one:left": "3", "three:three": "4"})
    package = build({}, freshenv=False)
    assert [number for number, _href in pages_of(package)] == ["1", "2", "4"]


def test_pages_of_an_older_pdf_are_not_used(build, tmp_path):
    build(BOOK)
    printed(tmp_path, PAGES, age=3600)
    package = build({}, freshenv=False)
    assert pages_of(package) == []
    assert package.warnings == ""


@pytest.mark.parametrize("text", ["{", "[]", '{"one:one": 1}'])
def test_file_that_is_no_list_of_pages_is_refused(build, tmp_path, text):
    build(BOOK)
    printed(tmp_path, text)
    with pytest.raises(Exception, match=r"pages\.json: .*; make the PDF again"):
        build({}, freshenv=False)


def test_mark_stands_where_one_may(build, tmp_path):
    """Not in a list or a table, but before it."""
    text = "# One\n\n```{list-table} Hands\n:name: t\n\n* - a\n  - b\n```\n"
    build({**BOOK, "one.md": text})
    printed(tmp_path, {"one:t": "1"})
    package = build({}, freshenv=False)
    [mark] = package.find("one.xhtml", "//*[@id='page-1']")
    assert mark.getnext().find("{*}table").get("id") == "t"


def test_mark_stands_before_a_box_and_not_in_it(build, tmp_path):
    """Where a screen ends behind it, the frame of the box would be around nothing."""
    build({**BOOK, "one.md": "# One\n\n```{note}\n:name: box\nHands.\n```\n"})
    printed(tmp_path, {"one:box": "1"})
    package = build({}, freshenv=False)
    [mark] = package.find("one.xhtml", "//*[@id='page-1']")
    assert mark.getnext().get("id") == "box"


# -- Metadata ------------------------------------------------------------------------


def test_subjects_are_those_of_print_or_its_own(build):
    subjects = "//dc:subject/text()"
    assert build(BOOK).find("content.opf", subjects) == []
    own = 'epub_subjects = ["hands", "feet"]\n'
    assert build(BOOK, own).find("content.opf", subjects) == ["hands", "feet"]
    print_too = 'extensions += ["sphinx_typst_book"]\ntypst_keywords = ["hands"]\n'
    package = build(BOOK, print_too)
    assert package.warnings == ""
    assert package.find("content.opf", subjects) == ["hands"]


# -- Cover and imprint ---------------------------------------------------------------


def test_drawn_cover_is_packed_with_pixels(build):
    files = {**BOOK, "figures/cover.svg": SVG}
    conf = 'epub_cover = ("figures/cover.svg", "")\n'
    package = build(files, conf)
    assert package.warnings == ""
    [item] = package.find("content.opf", "//o:item[@properties='cover-image']")
    assert (item.get("href"), item.get("media-type")) == ("cover.png", "image/png")
    picture = Image.open(io.BytesIO(package.read("cover.png")))
    assert picture.size == (1600, 2400)
    assert picture.convert("RGB").getpixel((800, 1200)) == (0, 0, 255)
    [shown] = package.find("cover.xhtml", "//h:img")
    assert (shown.get("src"), shown.get("alt")) == ("cover.png", "Hands. Nobody")
    first = package.read("cover.png")
    assert build(files, conf).read("cover.png") == first


def test_cover_with_pixels_is_packed_as_it_is(build, tmp_path):
    Image.new("RGB", (4, 6)).save(tmp_path / "front.png")
    package = build(BOOK, f'epub_cover = ["{tmp_path}/front.png", ""]\n')
    assert package.read("cover.png") == (tmp_path / "front.png").read_bytes()


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("other.svg", SVG, r"there is no file .*/cover\.svg; draw it, or correct epub_cover"),
        ("cover.svg", "<svg", r"/cover\.svg: .*SVG"),
    ],
)
def test_cover_that_cannot_be_drawn_is_refused(build, name, text, message):
    with pytest.raises(Exception, match=message):
        build({**BOOK, name: text}, 'epub_cover = ("cover.svg", "")\n')


def test_cover_that_takes_long_is_given_up(build, monkeypatch):
    monkeypatch.setattr(cover, "PATIENCE", 2)
    layer = '<g clip-path="url(#a)"><rect width="9" height="9"/></g>'
    picture = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
        f'<clipPath id="a"><rect width="9" height="9"/></clipPath>{layer * 50_000}</svg>'
    )
    with pytest.raises(Exception, match=r"/cover\.svg: this takes more than 2 seconds to draw"):
        build({**BOOK, "cover.svg": picture}, 'epub_cover = ("cover.svg", "")\n')


def test_cover_at_which_the_compiler_ends_does_not_end_the_build(build):
    """A picture too high to be one: Typst aborts, and would take this process with it."""
    picture = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 999999"/>'
    with pytest.raises(Exception, match=r"/cover\.svg: this cannot be drawn"):
        build({**BOOK, "cover.svg": picture}, 'epub_cover = ("cover.svg", "")\n')


def test_cover_of_another_kind_is_refused(build):
    with pytest.raises(Exception, match=r"two\.md: a cover is an SVG, PNG or JPEG"):
        build(BOOK, 'epub_cover = ("two.md", "")\n')


def test_imprint_is_made_of_the_settings(build):
    package = build(BOOK)
    lines = [words(one) for one in package.find("imprint.xhtml", "//h:h1 | //h:p")]
    assert lines == [
        "Imprint",
        "HandsNobody",
        "Version 1.0, January 1, 2026",
        "© Nobody",
        "urn:uuid:0a6f6e8a-6d5c-5d39-8f7c-0c6d2a1b3e4f",
    ]


def test_page_of_the_book_can_be_the_imprint(build):
    files = {**BOOK, "imprint.md": "---\norphan: true\n---\n# Made by\n\nUs.\n"}
    package = build(files, 'epub_imprint_page = "imprint"\n')
    assert package.warnings == ""
    assert package.find("content.opf", "//o:itemref/@idref")[:3] == [
        "part-cover-xhtml",
        "part-imprint-xhtml",
        "nav",
    ]
    assert b"Us." in package.read("imprint.xhtml")
    [section] = package.find("imprint.xhtml", "//h:section[@epub:type='copyright-page']")
    assert words(section.find("{*}h1")) == "Made by"
    assert package.find("nav.xhtml", "//h:nav[@epub:type='toc']//h:a[contains(., 'Made')]") == []


@pytest.mark.slow
def test_epubcheck_finds_nothing(build, tmp_path):
    files = {**BOOK, "two.md": TABLE.replace("One", "Two"), "cover.svg": SVG}
    conf = 'epub_cover = ("cover.svg", "")\n'
    build(files, conf)
    printed(tmp_path, PAGES)
    package = build({}, conf, freshenv=False)
    assert epubcheck_jar.validate(package.filename) == []
