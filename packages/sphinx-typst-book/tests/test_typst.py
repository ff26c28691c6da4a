"""The PDF builder: what it prints, where links lead, and how it fails."""

from __future__ import annotations

import gc
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
import verapdf
from books import Build, page_with, pages, pdf_of, typst_of
from docutils import nodes
from sphinx import addnodes
from sphinx.errors import SphinxError
from sphinx.testing.util import SphinxTestApp

from sphinx_typst_book import typeset
from sphinx_typst_book.builder import collector_off

LOREM = "Many words make a page, and many pages make a book. "


def link_targets(app: SphinxTestApp) -> dict[str, set[str]]:
    """For each page's printed folio, the folios of the pages that its links lead to."""
    found: dict[str, set[str]] = {}
    with pikepdf.open(pdf_of(app)) as pdf:
        names = pikepdf.NameTree(pdf.Root.Names.Dests)
        numbers = {page.objgen: position for position, page in enumerate(pdf.pages)}
        labels = [page.label for page in pdf.pages]
        for page in pdf.pages:
            for annotation in page.get("/Annots", []):
                if "/Dest" in annotation:
                    place = annotation.Dest
                    if isinstance(place, pikepdf.String):
                        place = names[str(place)]
                    found.setdefault(page.label, set()).add(labels[numbers[place[0].objgen]])
    return found


def page_number(found: list[str], start: str) -> int:
    """The position of the one page that begins with ``start``."""
    (number,) = [number for number, page in enumerate(found) if page.startswith(start)]
    return number


# -- The whole book ---------------------------------------------------------------


@pytest.fixture(scope="module")
def every_node(tmp_path_factory: pytest.TempPathFactory, rootdir: Path) -> Iterator[SphinxTestApp]:
    """A book with every kind of node that MyST makes."""
    source = tmp_path_factory.mktemp("every") / "source"
    shutil.copytree(rootdir / "test-typst-every-node", source)
    app = SphinxTestApp("typst", srcdir=source)
    app.build()
    yield app
    app.cleanup()


def test_every_node_is_quiet(every_node: SphinxTestApp) -> None:
    assert every_node.warning.getvalue() == ""


def test_no_text_is_dropped(every_node: SphinxTestApp) -> None:
    printed = " ".join(pages(every_node))
    # What a pending cross-reference holds is replaced by what it leads to.
    unprinted = (nodes.raw, nodes.comment, nodes.label, addnodes.pending_xref)
    for docname in every_node.env.found_docs:
        for text in every_node.env.get_doctree(docname).findall(nodes.Text):
            parent = text.parent
            while parent is not None and not isinstance(parent, unprinted):
                parent = parent.parent
            words = " ".join(text.astext().split())
            if parent is None and "Only in HTML" not in words:
                assert words in printed, f"{docname}: {words!r}"


def test_what_is_not_for_paper_is_not_printed(every_node: SphinxTestApp) -> None:
    printed = " ".join(pages(every_node))
    for words in ("comment", "dropped", "Only in HTML"):
        assert words not in printed


def test_pdf_is_titled_tagged_and_outlined(every_node: SphinxTestApp) -> None:
    with pikepdf.open(pdf_of(every_node)) as pdf:
        assert pdf.docinfo["/Title"] == "Every Node"
        assert pdf.docinfo["/Author"] == "The Authors"
        assert pdf.Root.Lang == "en"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert "/StructTreeRoot" in pdf.Root
        with pdf.open_outline() as outline:
            assert [item.title for item in outline.root] == [
                "Contents",
                "About this book",
                "1 Inline: words and links",
                "2 Blocks",
                "Back",
                "Index",
            ]


@pytest.mark.slow
@pytest.mark.xdist_group("verapdf")
@pytest.mark.parametrize("flavour", ["PDFUA_1", "PDFA_2_A"])
def test_pdf_is_accessible(every_node: SphinxTestApp, flavour: str) -> None:
    assert verapdf.validate(pdf_of(every_node), flavour) == []


def test_fonts_are_the_embedded_ones(every_node: SphinxTestApp) -> None:
    names = set()
    with pikepdf.open(pdf_of(every_node)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor":
                assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(thing.keys())
                names.add(str(thing.FontName).split("+")[1].split("-")[0])
    assert names == {"LibertinusSerif", "DejaVuSansMono"}


def test_chapters_open_on_the_right(every_node: SphinxTestApp) -> None:
    found = pages(every_node)
    openings = ("Contents", "About this book", "CHAPTER 1", "CHAPTER 2", "Back ", "Index ")
    for opening in openings:
        (number,) = [i for i, page in enumerate(found, start=1) if page.startswith(opening)]
        assert number % 2 == 1, opening


def test_half_title_title_and_imprint(every_node: SphinxTestApp) -> None:
    assert pages(every_node)[:4] == [
        "Every Node",
        "",
        "Every Node A subtitle of the book The Authors Version 2.5",
        "Every Node Version 2.5 © The Authors",
    ]


def test_front_page_text_comes_first(every_node: SphinxTestApp) -> None:
    page = page_with(every_node, "Words of the front page")
    assert page.startswith(
        "About this book Words of the front page, before the chapters. See “Back”"
    )
    assert page.endswith("For whom Words in a section of the front page. vii")


def test_imprint_has_what_the_configuration_says(build: Build) -> None:
    words = "One licence for the text and another for the code, and so many words that they wrap. "
    imprint = words * 2 + "\\nhttps://example.org/licence"
    app = build({"a.md": "# A\n"}, f'typst_imprint = "{imprint}"\n')
    expected = f"Tiny Book © The Authors {words * 2}https://example.org/licence"
    assert pages(app)[3] == expected


def test_running_heads(every_node: SphinxTestApp) -> None:
    found = pages(every_node)
    (left,) = [page for page in found if "See also words" in page]
    assert re.match(r"\d*[02468] 2 Blocks ", left)


def test_blank_pages_say_nothing(build: Build) -> None:
    """Behind a chapter that ends on the right: no head and no number."""
    found = pages(build({"a.md": "# A\n\nWords.\n", "b.md": "# B\n\nWords.\n"}))
    first, second = (page_number(found, f"CHAPTER {n}") for n in (1, 2))
    assert found[first + 1 : second] == [""]


def test_right_heads_name_the_section(build: Build) -> None:
    app = build(
        {"a.md": f"# A\n\n## First\n\n{LOREM * 55}\n\n{LOREM * 55}\n\n## Second\n\n{LOREM * 80}"}
    )
    opening, left, right = pages(app)[6:9]
    assert opening.startswith("CHAPTER 1 A 1.1 First Many") and opening.endswith(" 1")
    assert left.startswith("2 1 A ")
    assert right.startswith("1.1 First 3 ") and "1.2 Second Many" in right


def test_images_say_their_alternative(every_node: SphinxTestApp) -> None:
    alternatives = set()
    with pikepdf.open(pdf_of(every_node)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and "/Alt" in thing:
                alternatives.add(str(thing.Alt))
    assert {"A box.", "Inline picture"} <= alternatives


def test_language_of_a_passage(every_node: SphinxTestApp) -> None:
    languages = set()
    with pikepdf.open(pdf_of(every_node)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and "/Lang" in thing:
                languages.add(str(thing.Lang))
    assert "nl" in languages


def test_index_has_pages_subentries_and_see(every_node: SphinxTestApp) -> None:
    index = page_with(every_node, "see single word")
    assert "alias see single word" in index
    assert "left right, 1" in index
    assert "single word, 1 see also left" in index
    assert "bond, 7" in index


# -- Numbers, pages and links -------------------------------------------------------


def test_footnotes_stand_at_the_foot(build: Build) -> None:
    app = build({"a.md": "# A\n\nFirst.[^x] Again.[^x]\n\nLast words.\n\n[^x]: The note.\n"})
    page = page_with(app, "First.")
    assert page == "CHAPTER 1 A First.1 Again.1 Last words. 1 The note. 1"


def test_reference_says_the_page_only_when_it_is_far(build: Build) -> None:
    far = (LOREM * 60 + "\n\n") * 4
    app = build(
        {
            "a.md": f"(near)=\n# A\n\nSee {{ref}}`near`; {{ref}}`far`.\n\n{far}",
            "b.md": "(far)=\n# Far away\n\nWords.\n",
        }
    )
    assert "See “A”; “Far away” (p. 7)." in page_with(app, "See “A”;")
    assert {"1", "7"} <= link_targets(app)["1"]


def test_page_of_a_reference_in_brackets_has_none_of_its_own(build: Build) -> None:
    """With a second comma where the words go on; nothing where the place is near."""
    far = (LOREM * 60 + "\n\n") * 4
    text = (
        "One (see {ref}`far`). Two (*the {ref}`far`* has more). Three [{ref}`far`]."
        " Four ({ref}`near` and {ref}`far`; yes). Five (no) {ref}`far`.\n\n"
    )
    app = build({"a.md": f"(near)=\n# A\n\n{text}{far}", "b.md": "(far)=\n# Far\n\nWords.\n"})
    assert (
        "One (see “Far”, p. 7). Two (the “Far”, p. 7, has more). Three [“Far”, p. 7]."
        " Four (“A” and “Far”, p. 7; yes). Five (no) “Far” (p. 7)."
    ) in page_with(app, "One (see")


def tree(element: pikepdf.Object) -> list[Any]:
    """The types of a tagged PDF's elements: each a name, or a name with what is in it."""
    kids = element.get("/K", [])
    found: list[Any] = []
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            below = tree(kid)
            name = str(kid.S).removeprefix("/")
            found.append({name: below} if below else name)
    return found


def heads(element: pikepdf.Object) -> list[pikepdf.Object]:
    """The cells that are headers, in reading order."""
    kids = element.get("/K", [])
    found = []
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            found += [kid] if kid.get("/S") == "/TH" else heads(kid)
    return found


def test_sections_and_headers_of_rows_are_in_the_structure(build: Build) -> None:
    listed = "* - Hand\n  - Of whom\n* - [Left](#far)\n  - **mine**\n"
    table = f":::{{list-table}}\n:header-rows: 1\n:stub-columns: 1\n\n{listed}:::\n"
    app = build({"a.md": f"# A\n\n## Near\n\nText.\n\n## Far\n\n(far)=\n{table}\n# B\n\nText.\n"})
    with pikepdf.open(pdf_of(app)) as pdf:
        (document,) = tree(pdf.Root.StructTreeRoot)
        scopes = [
            str(row.get("/A", {}).get("/Scope", "")) for row in heads(pdf.Root.StructTreeRoot)
        ]
    head = {"THead": [{"TR": [{"TH": ["Strong"]}, {"TH": ["Strong"]}]}]}
    body = {"TBody": [{"TR": [{"TH": [{"Link": ["Strong"]}]}, {"TD": ["Strong"]}]}]}
    assert document["Document"][-2:] == [
        {"Sect": [{"H1": ["P"]}, {"Sect": ["H2", "P"]}, {"Sect": ["H2", {"Table": [head, body]}]}]},
        {"Sect": [{"H1": ["P"]}, "P"]},
    ]
    assert scopes == ["", "", "/Row"]


def test_no_line_ends_within_a_pair(build: Build) -> None:
    """Nor after the dash of a range; between words of all lengths, so that some would."""
    words = " ".join(f"{'m' * (n % 13)} Poe et al., 13–19" for n in range(200))
    app = build({"a.md": f"# A\n\n{words}\n"})
    document = pypdfium2.PdfDocument(pdf_of(app))
    text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    lines = [line.strip() for line in text.split("\r\n")]
    assert [line for line in lines if line.endswith(("Poe", "et", "–"))] == []
    assert sum(line.endswith("al.,") for line in lines) > 1  # where they may
    assert sum(line.endswith("m") for line in lines) > 1


def test_numbers_are_those_of_sphinx(build: Build) -> None:
    figure = ":::{figure} box.svg\n:name: {name}\n:alt: Box.\n\nCaption.\n:::\n"
    app = build(
        {
            "a.md": "# A\n\n" + figure.replace("{name}", "one"),
            "b.md": "# B\n\nSee {numref}`two`.\n\n" + figure.replace("{name}", "two"),
        }
    )
    assert "See Fig. 2.1." in page_with(app, "Fig. 2.1 Caption.")
    assert "Fig. 1.1 Caption." in page_with(app, "Fig. 1.1")
    assert r'#"Fig.\u{a0}2.1"]#"."' in pdf_of(app).with_suffix(".typ").read_text()


def test_index_joins_pages_to_ranges(build: Build) -> None:
    page = "{index}`topic`\n\n" + "```{raw} typst\n#pagebreak()\n```\n\n"
    app = build(
        {
            "a.md": "# A\n\n"
            + page * 3
            + "Nothing.\n\n```{raw} typst\n#pagebreak()\n```\n\n{index}`topic`\n"
        }
    )
    assert "topic, 1–3, 5" in pages(app)[-1]


def test_pages_before_the_first_chapter_have_roman_numbers(build: Build) -> None:
    topic = "{index}`topic`"
    index = f"# Tiny Book\n\nAbout {topic}.\n\n```{{toctree}}\na\n```\n"
    app = build({"index.md": index, "a.md": f"# A\n\n{topic}\n"})
    assert "topic, vii, 1" in pages(app)[-1]


def test_last_page_of_the_index_has_even_columns(build: Build) -> None:
    terms = "".join(f"{{index}}`{letter}{n}` " for letter in "abcdef" for n in range(1, 10))
    app = build({"a.md": "# A\n\n" + terms})
    document = pypdfium2.PdfDocument(pdf_of(app))
    words = document[len(document) - 1].get_textpage()
    left, right = (
        words.get_text_bounded(left=start, right=start + 165).count(", 1") for start in (70, 238)
    )
    document.close()
    assert left + right == 54
    assert abs(left - right) < 6


def test_heads_of_long_tables_are_repeated(build: Build) -> None:
    rows = "\n".join(f"* - Row {n}\n  - {LOREM}" for n in range(60))
    head = ":::{list-table} Long\n:header-rows: 1\n\n* - Head\n  - Words\n"
    app = build({"a.md": f"# A\n\n{head}{rows}\n:::\n"})
    assert len([page for page in pages(app) if "Head Words" in page]) > 1
    assert " ".join(pages(app)).count("Table 1.1 Long") == 1


def test_nested_documents_keep_their_order_and_level(build: Build) -> None:
    app = build(
        {
            "index.md": "# Tiny Book\n\n```{toctree}\n:numbered:\n\na\nc\n```\n",
            "a.md": "# A\n\n```{toctree}\n\nb\n```\n",
            "b.md": "# B\n\nDeep words.\n",
            "c.md": "# C\n\nLast.\n",
        }
    )
    assert page_with(app, "Deep words.").startswith("CHAPTER 1 A 1.1 B Deep words.")
    assert app.warning.getvalue() == ""


def test_same_label_in_two_documents(build: Build) -> None:
    text = "# {0}\n\n{{#here}}\nWords of {0}.\n\n[up](#here)\n"
    conf = 'myst_enable_extensions = ["attrs_block"]\n'
    app = build({"a.md": text.format("A"), "b.md": text.format("B")}, conf)
    targets = link_targets(app)
    assert targets["1"] == {"1"}
    assert targets["3"] == {"3"}


def test_words_are_of_the_language_of_the_book(build: Build) -> None:
    conf = 'language = "nl"\nversion = "2"\n'
    app = build({"a.md": "(here)=\n# A\n\n{index}`woord`\n", "b.md": "# B\n\n{ref}`here`\n"}, conf)
    found = pages(app)
    assert "Versie 2" in found[3]
    assert found[4].startswith("Inhoudsopgave 1 A")  # Sphinx's own word
    assert found[6].startswith("HOOFDSTUK 1 A")
    assert found[8].startswith("HOOFDSTUK 2 B A (p. 1)")
    assert found[-1].startswith("Register W woord, 1")
    with pikepdf.open(pdf_of(app)) as pdf:
        assert pdf.Root.Lang == "nl"


def test_words_of_the_project_go_before_ours(build: Build, tmp_path: Path) -> None:
    catalog = tmp_path / "locale/nl/LC_MESSAGES/sphinx.po"
    catalog.parent.mkdir(parents=True)
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
    catalog.write_text(head + '\nmsgid "Index"\nmsgstr "Trefwoorden"\n', encoding="utf-8")
    conf = f'language = "nl"\nlocale_dirs = [{str(tmp_path / "locale")!r}]\n'
    app = build({"a.md": "# A\n\n{index}`woord`\n"}, conf)
    assert pages(app)[-1].startswith("Trefwoorden W woord, 1")


def test_list_of_terms_says_their_pages(build: Build) -> None:
    """Not a sentence with a term in it, which readers know from its words."""
    listed = "- {term}`hand` and {term}`arm`\n- Every {term}`hand` here has words around it.\n"
    glossary = "# B\n\n```{glossary}\nhand\n  Holds.\n\narm\n  Hugs.\n```\n"
    a = f"# A\n\nA {{term}}`hand`.\n\n{listed}"
    page = page_with(build({"a.md": a, "b.md": glossary}), "Every hand")
    assert "• hand (p. 3) and arm (p. 3) • Every hand here" in page


# -- What stands where ----------------------------------------------------------------

FIGURE = ":::{figure} box.svg\n:alt: A box.\n\nCaption.\n:::\n"
TABLE = ":::{list-table} Caption\n\n* - One\n  - Two\n:::\n"


NOTED = FIGURE.replace("Caption.\n", "Caption.\n\nA note.\n\nMore.\n")


def test_what_follows_a_caption_moves_with_it(build: Build) -> None:
    app = build({"a.md": f"# A\n\nBefore.\n\n{NOTED}\nBehind.\n"})
    assert "Before. Behind." in page_with(app, "Caption")
    assert "Caption. A note. More." in page_with(app, "Caption")


def test_note_is_printed_in_a_list_too(build: Build) -> None:
    item = "".join(f"  {line}\n" for line in NOTED.splitlines())
    app = build({"a.md": f"# A\n\n- Before.\n\n{item}\n  Behind.\n"})
    assert "Before. Fig. 1.1 Caption. A note. More. Behind." in page_with(app, "Caption")


BARE = TABLE.replace("} Caption", "}")
LONG = TABLE.replace("  - Two\n", "  - Two\n" + f"* - {LOREM}\n  - {LOREM}\n" * 20)


@pytest.mark.parametrize("block", [FIGURE, TABLE])
def test_what_stands_between_paragraphs_floats(build: Build, block: str) -> None:
    """To the head or the foot of the page."""
    app = build({"a.md": f"# A\n\nBefore.\n\n{block}\nBehind.\n"})
    assert "Before. Behind." in page_with(app, "Caption")


@pytest.mark.parametrize("block", [BARE, LONG])
def test_tables_without_caption_and_long_ones_stay(build: Build, block: str) -> None:
    app = build({"a.md": f"# A\n\nBefore.\n\n{block}\nBehind.\n"})
    printed = " ".join(pages(app))
    assert re.search(r"Before\. .*(One|Many).* Behind\.", printed)


@pytest.mark.parametrize("block", [FIGURE, TABLE])
def test_what_stands_in_a_box_stays_there(build: Build, block: str) -> None:
    """Typst refuses to let it out."""
    note = f"::::{{note}}\nIn it.\n\n{block}\nStill.\n::::\n"
    app = build({"a.md": f"# A\n\nBefore.\n\n{note}\nBehind.\n"})
    page = page_with(app, "Caption")
    assert re.search(r"Before\. Note In it\. .*Caption.* Still\. Behind\.", page)


def test_index_leads_to_the_page_of_the_word(build: Build) -> None:
    """Its anchor stands behind the word: before it, it could stay on the page before."""
    app = build({"a.md": "# A\n\nThe {index}`word` and {index}`shown <other>`.\n"})
    assert re.search(
        r'#"The "#"word"#anchor\("a:index-0"\)#" and "#"shown"#anchor\("a:index-1"\)#"."',
        typst_of(app),
    )


def test_link_leads_to_the_page_of_the_words(build: Build) -> None:
    """So does the anchor of words in a line, such as a citation's."""
    app = build({"a.md": "# A\n\nThe [words]{#there} and [a link](#there).\n"})
    assert '#"The "#"words"#anchor("a:there")#" and "' in typst_of(app)


# -- Citations -------------------------------------------------------------------------


def test_citation_is_printed_with_its_label(build: Build) -> None:
    source = "\n".join(
        (
            "```{eval-rst}",
            "Words [CIT2002]_.",
            "",
            ".. [CIT2002] A *cited* work,",
            "   of two lines.",
            "```",
        )
    )
    app = build({"a.md": f"# A\n\n{source}\n"})
    page = page_with(app, "Words")
    assert page.startswith("CHAPTER 1 A Words [CIT2002]. [CIT2002] A cited work, of two lines.")
    assert "1" in link_targets(app)["1"]
    assert app.warning.getvalue() == ""


def test_a_book_of_one_document_has_its_sections_as_chapters(build: Build) -> None:
    page = "# Tiny book\n\nHello.\n\n## Tea\n\nA leaf.\n\n### Green\n\nYes.\n"
    app = build({"index.md": page})
    assert app.warning.getvalue() == ""
    with pikepdf.open(pdf_of(app)) as pdf:
        outline = pdf.open_outline().root
        titles = [(entry.title, [below.title for below in entry.children]) for entry in outline]
    assert titles == [("Contents", []), ("Tea", ["Green"])]
    found = pages(app)
    assert not any("About this book" in page for page in found)
    assert found.index(page_with(app, "A leaf.")) > found.index(page_with(app, "Hello."))


def test_sections_of_the_root_that_only_list_chapters_are_not_its_text(build: Build) -> None:
    """Nor is their title printed: the chapters are."""
    root = "# Tiny Book\n\n## Part\n\n{}```{{toctree}}\na\n```\n"
    found = pages(build({"index.md": root.format(""), "a.md": "# A\n\nB.\n"}))
    assert not any("About this book" in page or "Part" in page for page in found)
    app = build({"index.md": root.format("Words.\n\n"), "a.md": "# A\n\nB.\n"})
    assert "About this book Part Words." in page_with(app, "Words.")


# -- Failing ---------------------------------------------------------------------------


def test_image_without_alternative(build: Build) -> None:
    with pytest.raises(SphinxError, match=r"a\.md:3: typst: image 'box\.svg' without alternative"):
        build({"a.md": "# A\n\n:::{figure} box.svg\nCaption.\n:::\n"})


@pytest.mark.parametrize(
    "text",
    [
        '<text font-family="Comic Sans MS, serif">A</text>',
        "<text style=\"font-size: 9px; font-family: 'Comic Sans MS'\">A</text>",
        "<style>text {font-family: Comic Sans MS}</style><text>A</text>",
    ],
)
def test_image_with_a_font_that_would_be_replaced(build: Build, text: str) -> None:
    image = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{text}</svg>'
    figure = ":::{figure} box.svg\n:alt: A.\n\nCaption.\n:::\n"
    with pytest.raises(
        SphinxError, match=r"a\.md:3: typst: image .* we do not have: Comic Sans MS"
    ):
        build({"a.md": f"# A\n\n{figure}", "box.svg": image})


def test_image_that_is_broken(build: Build) -> None:
    """The compiler would not say which one, nor where it is."""
    figure = ":::{figure} box.svg\n:alt: A.\n\nCaption.\n:::\n"
    with pytest.raises(SphinxError, match=r"a\.md:3: typst: image 'box\.svg' is broken: mism"):
        build({"a.md": f"# A\n\n{figure}", "box.svg": "<svg><text></svg>"})


def test_unused_footnote(build: Build) -> None:
    with pytest.raises(SphinxError, match=r"a\.md:5: typst: footnote that nothing refers to"):
        build({"a.md": "# A\n\n```{eval-rst}\n\n.. [#x] Lost note.\n```\n"})


def test_link_to_the_title_page(build: Build) -> None:
    """It has no number and no head, so nothing there can be pointed at."""
    with pytest.raises(SphinxError) as caught:
        build({"a.md": "# A\n\nWords.\n\n{doc}`index`\n"})
    assert str(caught.value) == (
        "a.md:5: typst: a link leads to the title page; link to a chapter instead"
    )


def test_link_to_a_document_outside_the_book(build: Build) -> None:
    with pytest.raises(SphinxError, match="link to 'b:', which is not in the book"):
        build(
            {
                "index.md": "# Tiny Book\n\n```{toctree}\na\n```\n",
                "a.md": "# A\n\n{doc}`b`\n",
                "b.md": "---\norphan: true\n---\n# B\n",
            }
        )


def test_compiler_errors_name_the_manuscript(build: Build) -> None:
    with pytest.raises(SphinxError, match=r"typst: a\.md:5: unknown variable: nonsense"):
        build({"a.md": "# A\n\nWords.\n\n```{raw} typst\n#nonsense\n```\n"})


def test_missing_glyph_fails(build: Build) -> None:
    with pytest.raises(SphinxError, match=r"typst: a\.md:5: .*could not be displayed"):
        build({"a.md": "# A\n\nFirst.\n\nSecond 漢字.\n"})


def test_failed_build_leaves_the_last_pdf(build: Build) -> None:
    good = pdf_of(build({"a.md": "# A\n\nWords.\n"}))
    before = good.read_bytes()
    with pytest.raises(SphinxError):
        build({"a.md": "# A\n\n漢字\n"})
    assert good.read_bytes() == before
    assert [path.name for path in good.parent.glob("*.pdf")] == ["tiny-book.pdf"]


# -- Building again ----------------------------------------------------------------------


def test_nothing_changed_writes_nothing(build: Build) -> None:
    files = {"a.md": "# A\n\nWords.\n"}
    first = pdf_of(build(files)).stat().st_mtime_ns
    assert pdf_of(build(files)).stat().st_mtime_ns == first


@pytest.mark.parametrize("name", ["tiny-book.pdf", "tiny-book.typ", ".made-from"])
def test_what_is_missing_is_made_again(build: Build, name: str) -> None:
    files = {"a.md": "# A\n\nWords.\n"}
    missing = Path(build(files).outdir) / name
    missing.unlink()
    build(files)
    assert missing.exists()


def test_pdf_that_is_older_than_its_source_is_made_again(build: Build) -> None:
    """As after a build that was interrupted while it typeset."""
    files = {"a.md": "# A\n\nWords.\n"}
    pdf = pdf_of(build(files))
    later = pdf.stat().st_mtime + 1
    os.utime(pdf.with_suffix(".typ"), (later, later))
    before = pdf.stat().st_mtime_ns
    build(files)
    assert pdf.stat().st_mtime_ns > before


def test_pdf_that_is_older_than_the_reading_is_made_again(build: Build) -> None:
    """As when another builder read a changed document into the same doctrees."""
    files = {"a.md": "# A\n\nWords.\n"}
    app = build(files)
    pdf, source = pdf_of(app), pdf_of(app).with_suffix(".typ")
    for path in (pdf, source):
        os.utime(path, (1, 1))
    build(files)
    assert pdf.stat().st_mtime > 1


@pytest.mark.parametrize("record", ["", "[]", '{"used": ["/nowhere.typ"]}', '{"digest": ""}'])
def test_pdf_that_something_else_made_is_made_again(build: Build, record: str) -> None:
    files = {"a.md": "# A\n\nWords.\n"}
    app = build(files)
    made_from = Path(app.outdir) / ".made-from"
    before = made_from.read_text()
    made_from.write_text(record)
    build(files)
    assert made_from.read_text() == before


def test_pdf_of_another_compiler_is_made_again(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"a.md": "# A\n\nWords.\n"}
    first = pdf_of(build(files)).stat().st_mtime_ns
    monkeypatch.setattr("sphinx_typst_book.builder.version", lambda name: "0.15.99")
    assert pdf_of(build(files)).stat().st_mtime_ns > first


def test_other_date_makes_another_pdf(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    chapter = {"one.md": "# One\n\nText.\n"}
    written = []
    for date in ("1700000000", "1700000000", "1800000000"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", date)
        written.append(pdf_of(build(chapter)).read_bytes())
    assert written[0] == written[1] != written[2]


def test_change_is_printed(build: Build) -> None:
    build({"a.md": "# A\n\nWords.\n"})
    assert page_with(build({"a.md": "# A\n\nOther words.\n"}), "Other words.")


def test_change_leaves_the_source_of_other_chapters(build: Build) -> None:
    """The compiler, kept alive, sets again what changed."""
    other = {"b.md": f"# B\n\n{BARE}\n{FIGURE}", "c.md": f"# C\n\n{BARE}"}
    before = typst_of(build({"a.md": "# A\n\nWords.\n"} | other)).split("\n")
    after = typst_of(build({"a.md": f"# A\n\nWords.\n\n{BARE}\n"} | other)).split("\n")
    assert after[-40:] == before[-40:]
    changed = [line for line in before if line not in after]
    assert [line.partition(" = ")[0] for line in changed] == ["#let places"]


def test_failed_build_is_tried_again(build: Build) -> None:
    build({"a.md": "# A\n\nWords.\n"})
    for _attempt in range(2):
        with pytest.raises(SphinxError):
            build({"a.md": "# A\n\n漢字\n"})


def test_builds_are_the_same_byte_for_byte(
    tmp_path: Path, rootdir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    made = []
    for name in ("one", "another/folder"):
        shutil.copytree(rootdir / "test-typst-every-node", tmp_path / name)
        app = SphinxTestApp("typst", srcdir=tmp_path / name)
        app.build()
        made.append(pdf_of(app).read_bytes())
        app.cleanup()
    assert made[0] == made[1]


def test_plain_compiler_makes_the_same_book(every_node: SphinxTestApp, tmp_path: Path) -> None:
    """The .typ file needs nothing but what lies beside it."""
    import typst

    copy = tmp_path / "copy"
    shutil.copytree(every_node.outdir, copy)
    (source,) = copy.glob("*.typ")
    typst.compile(source, output=copy / "again.pdf", font_paths=typeset.fonts())
    assert (copy / "again.pdf").stat().st_size > 0


@pytest.mark.parametrize("end", ["\u2028", "\u2029", "\x0b", "\x0c", "\x85"])
def test_name_of_a_page_ends_no_comment(build, end):
    """Typst ends a comment at each of Unicode's line ends; what is behind would be code."""
    index = "# Tiny Book\n\n```{toctree}\n:glob:\n\na*\n```\n"
    app = build({"index.md": index, f"a{end}#panic(1).md": "# One\n\nText.\n"})
    assert app.warning.getvalue() == ""
    assert "Text." in pages(app)[-1]


def test_other_formats_load_no_compiler() -> None:
    """It takes as long to load as all the rest of this package."""
    code = "import sys, sphinx_typst_book.builder; print('typst' in sys.modules)"
    asked = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert asked.stdout == "False\n"


@pytest.mark.parametrize("on", [True, False])
def test_the_collector_is_as_it_was(on: bool) -> None:
    """After the source is written, and after that failed."""
    was_on = gc.isenabled()
    (gc.enable if on else gc.disable)()
    try:
        with pytest.raises(RuntimeError), collector_off():
            assert not gc.isenabled()
            raise RuntimeError
        assert gc.isenabled() is on
    finally:
        (gc.enable if was_on else gc.disable)()


def test_what_another_format_read_is_printed(build: Build) -> None:
    """The formats share one reading: what the PDF is made from is newer, though it did not read."""
    app = build({"a.md": "# A\n\nFirst words.\n"})
    app.cleanup()
    (Path(app.srcdir) / "a.md").write_text("# A\n\nSecond words.\n", "utf-8")
    for format_ in ("html", "typst"):
        again = SphinxTestApp(format_, srcdir=app.srcdir)
        again.build()
        again.cleanup()
    assert "Second words." in " ".join(pages(app))
