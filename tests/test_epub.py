"""extensions.epub: a sound package with nothing in it that does not belong to the book."""

from __future__ import annotations

import hashlib
import inspect
import re
import time
from typing import TYPE_CHECKING
from zipfile import ZIP_STORED, ZipFile

import epubcheck_jar
import pytest
from lxml import etree
from sphinx.builders.epub3 import Epub3Builder
from sphinx.builders.html import StandaloneHTMLBuilder

from extensions.epub import BookEpubBuilder, part

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.testing.util import SphinxTestApp

pytestmark = pytest.mark.sphinx("epub", testroot="epub-book", freshenv=True)
EPOCH = 1767225600  # 2026-01-01
NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "epub": "http://www.idpf.org/2007/ops",
    "h": "http://www.w3.org/1999/xhtml",
    "o": "http://www.idpf.org/2007/opf",
}


@pytest.fixture
def package(app: SphinxTestApp, monkeypatch) -> ZipFile:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(EPOCH))
    app.build()
    return ZipFile(app.outdir / "hands.epub")


def find(package: ZipFile, name: str, path: str) -> list:
    return etree.fromstring(package.read(name)).xpath(path, namespaces=NAMESPACES)


def words(element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_build_is_silent(package, warning):
    assert warning.getvalue() == ""


def test_only_the_book_is_packed(package):
    assert package.namelist() == [
        "mimetype",
        "META-INF/container.xml",
        "content.opf",
        "nav.xhtml",
        "_images/hand.svg",
        "book.css",
        "chapters/hands.xhtml",
        "chapters/references.xhtml",
        "cover.xhtml",
        "genindex.xhtml",
        "imprint.xhtml",
        "index.xhtml",
    ]


def test_type_is_first_and_stored(package):
    first = package.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
    assert package.read("mimetype") == b"application/epub+zip"


def test_members_carry_the_date_of_the_sources(package):
    assert {info.date_time for info in package.infolist()} == {(2026, 1, 1, 0, 0, 0)}
    [modified] = find(package, "content.opf", "//o:meta[@property='dcterms:modified']/text()")
    assert modified == "2026-01-01T00:00:00Z"


def test_reading_order_follows_the_contents(package):
    order = find(package, "content.opf", "//o:itemref/@idref")
    assert order == [
        "part-cover-xhtml",
        "part-imprint-xhtml",
        "nav",
        "part-index-xhtml",
        "part-chapters-hands-xhtml",
        "part-chapters-references-xhtml",
        "part-genindex-xhtml",
    ]


def test_contents_have_numbers_and_sections(package):
    links = find(package, "nav.xhtml", "//h:nav[@epub:type='toc']//h:a")
    assert [(words(link), link.get("href")) for link in links] == [
        ("Hands & Minds", "index.xhtml"),
        ("1 Hands", "chapters/hands.xhtml"),
        ("1.1 Minds & more", "chapters/hands.xhtml#minds"),
        ("1.2 References", "chapters/hands.xhtml#references"),
        ("2 References", "chapters/references.xhtml"),
        ("Index", "genindex.xhtml"),
    ]


# -- What is said of accessibility -------------------------------------------------

ALL = [
    "alternativeText",
    "displayTransformability",
    "index",
    "longDescription",
    "readingOrder",
    "structuralNavigation",
    "tableOfContents",
]


def said(package: ZipFile) -> dict[str, list[str]]:
    """The accessibility metadata, by their names without the vocabulary."""
    found: dict[str, list[str]] = {}
    for element in find(package, "content.opf", "//o:meta[@property]"):
        found.setdefault(element.get("property").partition(":")[2], []).append(words(element))
    return {name: values for name, values in found.items() if name != "modified"}


def test_accessibility_is_described(package):
    assert said(package) == {
        "accessMode": ["textual", "visual"],
        "accessModeSufficient": ["textual"],
        "accessibilityFeature": ALL,
        "accessibilityHazard": ["none"],
        "accessibilitySummary": [
            "All text can be read aloud and enlarged. Every figure has an alternative text and a "
            "longer description. Ratings and links can be told without color."
        ],
        "conformsTo": ["EPUB Accessibility 1.1 - WCAG 2.2 Level AA"],
        "certifiedBy": ["Nobody"],
    }


@pytest.fixture
def changed(app: SphinxTestApp, make_app, monkeypatch):
    """Build with a changed chapter; give the package, and the warnings without the folder."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(EPOCH))
    app.cleanup()
    chapter = app.srcdir / "chapters/hands.md"
    original = chapter.read_text(encoding="utf-8")

    def build(old: str = "", new: str = "", **options) -> tuple[ZipFile, str]:
        assert old in original
        chapter.write_text(original.replace(old, new) if old else original, encoding="utf-8")
        again = make_app("epub", srcdir=app.srcdir, freshenv=False, **options)
        again.build()
        again.cleanup()
        warnings = re.sub(r"\x1b\[[0-9;]*m", "", again.warning.getvalue())
        return ZipFile(again.outdir / "hands.epub"), warnings.replace(f"{app.srcdir}/", "")

    yield build
    chapter.write_text(original, encoding="utf-8")


NO_ALTERNATIVE = (
    "chapters/hands.md:7: WARNING: picture 'chapters/hand.svg' has no alternative text: say in "
    "':alt:' what it shows [epub.no_alternative]\n"
)
NO_DESCRIPTION = (
    "chapters/hands.md:7: WARNING: figure 'chapters/hand.svg' has no longer description: add a "
    "note below its caption [epub.no_description]\n"
)
LEGEND = "\nThe hand lies in another hand.\n"


def test_picture_without_alternative_text_is_reported_and_no_standard_is_claimed(changed):
    package, warnings = changed(":alt: A hand.\n")
    assert warnings == NO_ALTERNATIVE
    found = said(package)
    assert found["accessModeSufficient"] == ["textual,visual"]
    assert found["accessibilityFeature"] == [name for name in ALL if name != "alternativeText"]
    assert found["accessibilitySummary"] == [
        "All text can be read aloud and enlarged. Ratings and links can be told without color."
    ]
    assert not {"conformsTo", "certifiedBy"} & found.keys()


def test_figure_without_longer_description_is_reported_and_none_is_claimed(changed):
    package, warnings = changed(LEGEND)
    assert warnings == NO_DESCRIPTION
    found = said(package)
    assert found["accessModeSufficient"] == ["textual"]
    assert found["accessibilityFeature"] == [name for name in ALL if name != "longDescription"]
    assert "figure" not in found["accessibilitySummary"][0]
    # The standard asks for an alternative text, not for a second one.
    assert found["conformsTo"] == ["EPUB Accessibility 1.1 - WCAG 2.2 Level AA"]


def test_picture_outside_a_figure_needs_an_alternative_text_and_no_legend(changed):
    _package, warnings = changed("Because.", "![](hand.svg)\n\n![A hand.](hand.svg)")
    assert warnings == NO_ALTERNATIVE.replace(":7:", ":36:")


def test_lack_is_reported_until_it_is_mended(changed):
    assert changed(LEGEND)[1] == NO_DESCRIPTION
    assert changed(LEGEND)[1] == NO_DESCRIPTION
    package, warnings = changed()
    assert warnings == ""
    assert said(package)["accessibilityFeature"] == ALL


def test_lack_is_found_whatever_process_reads_the_page(changed):
    assert changed(LEGEND, parallel=2)[1] == NO_DESCRIPTION


def test_page_that_is_gone_lacks_nothing(changed, app):
    extra = app.srcdir / "chapters/extra.md"
    extra.write_text("---\norphan: true\n---\n# Extra\n\n![](hand.svg)\n", encoding="utf-8")
    try:
        expected = NO_ALTERNATIVE.replace("hands.md:7:", "extra.md:6:")
        assert changed()[1] == expected
    finally:
        extra.unlink()
    assert changed()[1] == ""


# -- The insides of Sphinx that the builder leans on -------------------------------


def test_handle_page_is_called_as_sphinx_calls_it():
    """``BookEpubBuilder.handle_page`` replaces it."""
    ours = inspect.signature(BookEpubBuilder.handle_page).parameters
    assert [*ours] == [*inspect.signature(StandaloneHTMLBuilder.handle_page).parameters]
    assert [*ours] == [*inspect.signature(Epub3Builder.handle_page).parameters]


def test_sphinx_packs_the_theme_and_the_clock(changed):
    """When this fails, look whether ``BookEpubBuilder`` can leave something to Sphinx."""
    settings = {"extensions": ["myst_parser", "extensions.claims"], "copyright": "Nobody"}
    package, _warnings = changed(confoverrides=settings)
    assert [name for name in package.namelist() if name.endswith(".css")] != ["book.css"]
    assert {info.date_time for info in package.infolist()} != {(2026, 1, 1, 0, 0, 0)}
    assert "epub-0" in find(package, "content.opf", "//o:item/@id")


def test_fix_genindex_gives_index_entries_the_ids_of_the_pages(package, app):
    links = [("main", "index.xhtml#a:b")]
    below = [("more", [("", "index.xhtml#c:d")])]
    entries = [("A", [("a", (links, below, None))])]
    app.builder.handle_page("genindex", {"genindexentries": entries}, "genindex.html")
    text = (app.outdir / "genindex.xhtml").read_text(encoding="utf-8")
    assert re.findall(r'href="(index[^"]*)"', text) == ["index.xhtml#a-b", "index.xhtml#c-d"]


def test_no_style_or_script_of_an_extension_is_packed(app):
    app.add_css_file("theirs.css")
    app.add_js_file("theirs.js")
    app.build()
    package = ZipFile(app.outdir / "hands.epub")
    assert [name for name in package.namelist() if name.endswith((".css", ".js"))] == ["book.css"]
    for name in package.namelist():
        if name.endswith(".xhtml"):
            assert b"theirs" not in package.read(name)


# -- The rest ------------------------------------------------------------------------


def test_metadata_come_from_the_configuration(package):
    assert find(package, "content.opf", "//dc:title/text()") == ["Hands & Minds"]
    assert find(package, "content.opf", "//dc:description/text()") == ["A tiny book."]
    [identifier] = find(package, "content.opf", "//dc:identifier")
    assert identifier.text == "urn:uuid:0a6f6e8a-6d5c-5d39-8f7c-0c6d2a1b3e4f"
    assert find(package, "content.opf", "/o:package/@unique-identifier") == [identifier.get("id")]


@pytest.mark.parametrize(
    ("license_", "expected"),
    [("", "© Nobody"), ("CC BY, https://a.org", "© Nobody. CC BY, https://a.org")],
)
def test_rights_are_those_of_the_pdf(app, make_app, tmp_path, license_, expected):
    """Whose the book is, and the license, which only the PDF said."""
    app.cleanup()
    settings = {"extensions": [*app.config.extensions, "sphinx_typst_book"]}
    settings |= {"typst_license": license_} if license_ else {}
    other = make_app("epub", srcdir=app.srcdir, builddir=tmp_path, confoverrides=settings)
    other.build()
    package = ZipFile(tmp_path / "epub/hands.epub")
    assert find(package, "content.opf", "//dc:rights/text()") == [expected]


def test_pages_name_their_language_and_nothing_of_the_web(package):
    for name in package.namelist():
        if name.endswith(".xhtml"):
            assert find(package, name, "/h:html/@lang") == ["en"]
            assert (
                find(package, name, "//h:script | //h:style | //h:link[@rel!='stylesheet']") == []
            )
            for link in find(package, name, "//@src"):
                assert not link.startswith(("http:", "https:", "//"))


def test_claim_figure_and_answer_are_marked_as_on_the_web(package):
    name = "chapters/hands.xhtml"
    [claim] = find(package, name, "//*[@id='claim-hand']")
    assert claim.get("role") == "group"
    [head] = find(package, name, "//*[@id='claim-hand']/*[@role='heading']")
    assert words(head) == "Claim 1.1 Jim Coan ◐ Mixed"
    assert len(find(package, name, "//h:figcaption/h:div[@class='legend']")) == 1
    assert len(find(package, name, "//h:details[contains(@class, 'answer')]")) == 1


def test_same_bytes_again(package, app, make_app, tmp_path):
    app.cleanup()
    again = make_app("epub", srcdir=app.srcdir, builddir=tmp_path)
    time.sleep(2)  # the clock of zip ticks every two seconds
    again.build()
    assert digest(tmp_path / "epub/hands.epub") == digest(app.outdir / "hands.epub")


def test_second_build_changes_nothing(package, app, make_app):
    before = digest(app.outdir / "hands.epub")
    app.cleanup()
    chapter = app.srcdir / "chapters/hands.md"
    text = chapter.read_text(encoding="utf-8")
    chapter.write_text(text.replace("calms", "warms"), encoding="utf-8")
    changed = make_app("epub", srcdir=app.srcdir)
    changed.build()
    changed.cleanup()
    assert digest(app.outdir / "hands.epub") != before
    chapter.write_text(text, encoding="utf-8")
    make_app("epub", srcdir=app.srcdir).build()
    assert digest(app.outdir / "hands.epub") == before


def test_removed_chapter_leaves_the_package(package, app, make_app):
    app.cleanup()
    index = app.srcdir / "index.md"
    text = index.read_text(encoding="utf-8")
    extra = app.srcdir / "chapters/extra.md"
    extra.write_text("# Extra\n", encoding="utf-8")
    index.write_text(text.replace("genindex", "chapters/extra\ngenindex"), encoding="utf-8")
    added = make_app("epub", srcdir=app.srcdir)
    added.build()
    added.cleanup()
    assert "chapters/extra.xhtml" in ZipFile(app.outdir / "hands.epub").namelist()
    extra.unlink()
    index.write_text(text, encoding="utf-8")
    make_app("epub", srcdir=app.srcdir).build()
    assert "chapters/extra.xhtml" not in ZipFile(app.outdir / "hands.epub").namelist()


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_identifier_of_a_part_is_an_xml_name():
    assert part("_images/1 hand.svg").id == "part-images-1-hand-svg"


def test_part_of_an_unknown_kind_is_refused():
    with pytest.raises(KeyError, match=r"\.exe"):
        part("virus.exe")


@pytest.mark.slow
def test_epubcheck_finds_nothing(package):
    assert epubcheck_jar.validate(package.filename) == []


@pytest.mark.slow
def test_epubcheck_would_find_a_fault(package, tmp_path):
    broken = tmp_path / "broken.epub"
    with ZipFile(broken, "w") as archive:
        for info in package.infolist():
            content = package.read(info)
            if info.filename == "index.xhtml":
                content = content.replace(b"</body>", b'<a href="missing.xhtml">x</a></body>')
            archive.writestr(info, content)
    [message] = epubcheck_jar.validate(broken)
    assert message.startswith("ERROR RSC-007 index.xhtml:")
