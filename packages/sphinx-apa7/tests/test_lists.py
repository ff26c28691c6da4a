"""Lists in HTML as a stranger's project gets them: markup, words, style, settings."""

from pathlib import Path

import pytest
import small_books
from bs4 import BeautifulSoup, Tag
from docutils import nodes
from sphinx.testing.util import SphinxTestApp

from sphinx_apa7 import book_domain

CONF = 'extensions = ["sphinx_apa7"]\nbibtex_bibfiles = ["refs.bib"]\nhtml_theme = "basic"\n'
REFS = """@book{roe2001bonds, author = {Roe, Ann}, title = {Bonds}, year = {2001}, publisher = {P}}
@book{linde2012nabijheid, author = {Linde, Lot}, title = {Over nabijheid}, year = {2012},
  publisher = {U}, langid = {dutch}}
"""
INDEX = """Book
====

Roe said so :cite:p:`roe2001bonds`, :cite:t:`roe2001bonds`, :cite:p:`linde2012nabijheid`.

.. toctree::

   list
"""
LIST = "List\n====\n\n.. bibliography::\n"


BOOK = {"conf.py": CONF, "refs.bib": REFS, "index.rst": INDEX, "list.rst": LIST}


def build(folder: Path, builder: str = "html", **files: str) -> SphinxTestApp:
    return small_books.build(folder, BOOK, builder, **files)


def page(app: SphinxTestApp, name: str = "index") -> Tag:
    return BeautifulSoup((app.outdir / f"{name}.html").read_text(encoding="utf-8"), "lxml")


def words(tag: Tag) -> str:
    return " ".join(tag.get_text().split())


# -- Markup ----------------------------------------------------------------------


def test_references_are_one_list_without_labels(tmp_path: Path):
    [listing] = page(build(tmp_path)).find_all("ul", class_="citation-list")
    assert [words(item.p) for item in listing.find_all("li", recursive=False)] == [
        "Linde, L. (2012). Over nabijheid. U.",
        "Roe, A. (2001). Bonds. P.",
    ]
    assert not listing.find_all(role=True)
    assert not listing.find_all(class_="label")


def test_references_link_back_in_words(tmp_path: Path):
    soup = page(build(tmp_path))
    first, second = soup.select("ul.citation-list > li")
    links = second.select(".backrefs a")
    assert [(link["aria-label"], link.get_text()) for link in links] == [
        ("Back to citation 1 of 2", "↑1"),
        ("Back to citation 2 of 2", "↑2"),
    ]
    assert all(soup.find(id=link["href"][1:]) for link in links)
    assert [a["aria-label"] for a in first.select(".backrefs a")] == ["Back to citation 1 of 1"]


@pytest.mark.parametrize("rule", [True, False])
def test_footnotes_stand_before_the_references(tmp_path: Path, rule: bool):
    """MyST gathers them behind all sections."""
    app = build(
        tmp_path,
        conf_py=CONF.replace("[", '["myst_parser", ', 1) + f"myst_footnote_transition = {rule}\n",
        note_md="# Note\n\n## One\n\nSo said {cite:t}`roe2001bonds`.[^n]\n\n[^n]: Once.\n",
        index_rst=INDEX.replace("   list\n", "   list\n   note\n"),
    )
    [section] = page(app, "note").select("section#note")
    kinds = [child.get("id") or child.name for child in section.find_all(True, recursive=False)]
    assert kinds == ["h1", "one", *["hr"] * rule, "aside", "references"]
    assert words(section.aside) == "[1] Once."


def test_the_whole_list_names_pages_and_places_in_words(tmp_path: Path):
    first, second = page(build(tmp_path), "list").select("ul.citation-list > li")
    assert words(first.select_one(".cited-in")) == "Cited in Book ↑1"
    links = second.select(".cited-in a")
    assert [(link["href"], link.get("aria-label"), link.get_text()) for link in links] == [
        ("index.html#cite-roe2001bonds", None, "Book"),
        ("index.html#cited-roe2001bonds-1", "Citation 1 of 2 in Book", "↑1"),
        ("index.html#cited-roe2001bonds-2", "Citation 2 of 2 in Book", "↑2"),
    ]


def test_a_reference_that_no_page_of_the_output_cites_has_no_empty_line(tmp_path: Path):
    text = LIST + "\nHere: :cite:t:`roe2001bonds`.\n"
    index = "Book\n====\n\n.. toctree::\n\n   list\n"
    [item] = page(build(tmp_path, list_rst=text, index_rst=index), "list").select("li.citation")
    assert item.select(".cited-in") == []
    assert len(item.select(".backrefs a")) == 1


def test_titles_say_their_language_without_other_extensions(tmp_path: Path):
    [title] = page(build(tmp_path)).find_all(lang="nl")
    assert (words(title), title["class"]) == ("Over nabijheid", ["lang-nl"])


PLAIN = "Book\n====\n\nSee [Roe2006]_, [Roe2006]_.\n\n.. [Roe2006] Roe, J. (2006). *A hand*.\n"


def test_plain_citations_print_as_sphinx_prints_them(tmp_path: Path):
    """In HTML and where there are no visitors of ours."""
    for builder, suffix in (("html", "html"), ("text", "txt"), ("latex", "tex")):
        bodies = []
        for name, conf in (("with", CONF), ("without", 'html_theme = "basic"\n')):
            app = build(
                tmp_path / name, builder, conf_py=conf, index_rst=PLAIN, list_rst=":orphan:"
            )
            if suffix == "html":
                bodies.append(str(page(app).find(class_="body")))
            else:
                [path] = Path(app.outdir).glob(f"[ip]*.{suffix}")
                bodies.append(path.read_text(encoding="utf-8"))
        assert bodies[0] == bodies[1]
        assert "Roe2006" in bodies[0]


@pytest.mark.parametrize("builder", ["text", "latex", "man", "texinfo", "xml"])
def test_other_formats_print_docutils_citations(tmp_path: Path, builder: str):
    app = build(tmp_path, builder)
    printed = "".join(
        path.read_text(encoding="utf-8", errors="ignore")
        for path in Path(app.outdir).iterdir()
        if path.is_file() and path.suffix != ".pickle"
    )
    assert "Bonds" in printed
    assert "Roe, 2001" in printed


def test_pages_follow_the_order_of_the_contents(tmp_path: Path):
    """Also where that is not the order of their names; what stands in none comes last."""
    cites = "\n\nHere: :cite:p:`roe2001bonds`.\n"
    index = "Book\n====\n\n.. toctree::\n\n   z\n   list\n   b\n\n.. toctree::\n\n   z\n"
    app = build(
        tmp_path,
        index_rst=index,
        z_rst=f"Last name\n=========\n\n.. toctree::\n\n   m{cites}",
        m_rst=f"Part\n===={cites}",
        b_rst=f"Second\n======{cites}",
        d_rst=f":orphan:\n\nLoose\n====={cites}",
        a_rst=f":orphan:\n\nOther\n====={cites}",
    )
    [line] = page(app, "list").select(".cited-in")
    assert [link.get_text() for link in line.find_all("a")] == [
        "Last name", "↑1", "Part", "↑1", "Second", "↑1", "Other", "↑1", "Loose", "↑1",
    ]  # fmt: skip


def test_a_page_without_a_title_has_its_list_too(tmp_path: Path):
    app = build(tmp_path, bare_rst=":orphan:\n\nHere: :cite:p:`roe2001bonds`.\n")
    section = page(app, "bare").find(id="references")
    assert section.h1.get_text().startswith("References")
    assert len(section.select("li.citation")) == 1


def test_lines_do_not_end_within_initials_and_numbers(tmp_path: Path):
    """Nor in an address, which holds no other character than it has."""
    refs = (
        REFS
        + """@incollection{kade1999hand, author = {{K}ade, Jan and {Hand No. 1}},
  title = {Vitamin C. {A} study}, booktitle = {Hands, § 7}, editor = {Élan, \\'Eva M.}, year = 1999,
  volume = {3}, publisher = {P}, url = {https://x.org/No.%201}}
"""
    )
    soup = page(build(tmp_path, refs_bib=refs, index_rst=INDEX + "\n:cite:p:`kade1999hand`\n"))
    assert soup.find(id="cite-kade1999hand").p.get_text().replace("\u00a0", "~") == (
        "Kade,~J., & Hand No.~1. (1999). Vitamin C.~A study. In É.~M.~Élan (Ed.), Hands, §~7 "
        "(Vol.~3). P. https://x.org/No.%201"
    )


def test_addresses_lead_out_and_citations_stay_inside(tmp_path: Path):
    refs = REFS.replace("publisher = {P}}", "publisher = {P}, url = {https://x.org/a}}")
    soup = page(build(tmp_path, refs_bib=refs))
    [address] = soup.select("li.citation a.reference.external")
    assert address["href"] == "https://x.org/a"
    assert [a["class"] for a in soup.select(".citation-place a")] == [["reference", "internal"]] * 3


def test_a_page_that_links_and_does_not_cite_has_no_list(tmp_path: Path):
    text = "List\n====\n\n.. _here:\n\nHere\n----\n\nSee :ref:`here` and :doc:`index`.\n"
    assert page(build(tmp_path, list_rst=text), "list").find(id="references") is None


# -- Style -----------------------------------------------------------------------


def test_the_stylesheet_is_shipped_and_used(tmp_path: Path):
    app = build(tmp_path)
    assert "hanging" in (app.outdir / "_static" / "sphinx-apa7.css").read_text(encoding="utf-8")
    sheets = [link["href"] for link in page(app).select('link[rel="stylesheet"]')]
    assert any(sheet.startswith("_static/sphinx-apa7.css") for sheet in sheets)


def test_a_book_may_go_without_the_stylesheet(tmp_path: Path):
    app = build(tmp_path, conf_py=CONF + "apa7_stylesheet = False\n")
    assert not (app.outdir / "_static" / "sphinx-apa7.css").exists()
    assert "sphinx-apa7" not in str(page(app))


# -- Words -----------------------------------------------------------------------

DUTCH = CONF + 'language = "nl"\n'


def test_words_come_from_the_package(tmp_path: Path):
    app = build(tmp_path, conf_py=DUTCH)
    soup = page(app)
    assert words(soup.select_one("section.references h2")).startswith("Literatuur")
    labels = [a["aria-label"] for a in soup.select(".backrefs a")]
    assert labels[-1] == "Terug naar verwijzing 2 van 2"
    line = page(app, "list").select_one(".cited-in")
    assert words(line) == "Aangehaald in Book ↑1"
    assert line.find_all("a")[1]["aria-label"] == "Verwijzing 1 van 1 in Book"


def test_a_language_with_a_country_has_the_words_of_the_language(tmp_path: Path):
    soup = page(build(tmp_path, conf_py=CONF + 'language = "nl_BE"\n'))
    assert words(soup.select_one("section.references h2")).startswith("Literatuur")


def test_a_catalog_of_the_book_goes_first(tmp_path: Path):
    catalog = tmp_path / "locale" / "nl" / "LC_MESSAGES" / "sphinx.po"
    catalog.parent.mkdir(parents=True)
    catalog.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "References"\nmsgstr "Bronnen"\n',
        encoding="utf-8",
    )
    soup = page(build(tmp_path, conf_py=DUTCH + 'locale_dirs = ["locale"]\n'))
    assert words(soup.select_one("section.references h2")).startswith("Bronnen")
    assert soup.select_one(".backrefs a")["aria-label"].startswith("Terug naar")


def test_a_language_that_nobody_translated_has_english_words(tmp_path: Path):
    soup = page(build(tmp_path, conf_py=CONF + 'language = "cs"\n'))
    assert soup.select_one(".backrefs a")["aria-label"] == "Back to citation 1 of 1"


# -- Settings --------------------------------------------------------------------


def test_the_title_of_lists_may_be_set(tmp_path: Path):
    soup = page(build(tmp_path, conf_py=CONF + 'apa7_list_title = "Works cited"\n'))
    assert words(soup.select_one("#references h2")).startswith("Works cited")


def test_a_book_may_have_the_whole_list_only(tmp_path: Path):
    app = build(tmp_path, conf_py=CONF + "apa7_page_lists = False\n")
    assert page(app).find(id="references") is None
    assert len(page(app, "list").select("li.citation")) == 2
    [place, *_] = page(app).select(".citation-place a")
    assert place["href"] == "list.html#cite-roe2001bonds"


@pytest.mark.parametrize(
    ("front", "lists"),
    [
        (":no-references: true\n\n", 0),
        (":no-references: True\n\n", 0),
        (":no-references: false\n\n", 1),
        (":orphan: true\n\n", 1),
    ],
)
def test_a_page_says_itself_that_it_wants_no_list(tmp_path: Path, front: str, lists: int):
    assert len(page(build(tmp_path, index_rst=front + INDEX)).select("#references")) == lists


def test_a_list_of_fields_in_the_text_says_nothing(tmp_path: Path):
    text = INDEX + "\n:no-references: true\n"
    assert len(page(build(tmp_path, index_rst=text)).select("#references")) == 1


def test_the_bare_role_is_a_citation_in_parentheses(tmp_path: Path):
    soup = page(build(tmp_path, index_rst=INDEX + "\nBare: :cite:`linde2012nabijheid`.\n"))
    assert words(soup.find(id="cited-linde2012nabijheid-2")) == "(Linde, 2012)"
    labels = [a["aria-label"] for a in soup.select("#cite-linde2012nabijheid .backrefs a")]
    assert labels == ["Back to citation 1 of 2", "Back to citation 2 of 2"]


# -- What sphinxcontrib-bibtex keeps inside ---------------------------------------


def test_every_role_of_sphinxcontrib_bibtex_is_ours(tmp_path: Path):
    """``BibtexDomain.roles``."""
    from sphinxcontrib.bibtex.domain import BibtexDomain

    domain = book_domain(build(tmp_path).env)
    assert domain.roles.keys() == BibtexDomain.roles.keys()
    assert {"p", "t", "author", "year"} <= domain.roles.keys()
    assert {type(role).__module__ for role in domain.roles.values()} == {"sphinx_apa7.reading"}


def test_citing_places_stand_in_the_form_of_sphinxcontrib_bibtex(tmp_path: Path):
    """``CitationRef`` and ``CitationTarget``, by which other extensions find them."""
    first, *_ = book_domain(build(tmp_path).env).citation_refs
    assert first.citation_ref_id == "cited-roe2001bonds-1"
    assert (first.docname, first.line) == ("index", 4)
    assert [target.key for target in first.targets] == ["roe2001bonds"]


def test_data_of_sphinxcontrib_bibtex_stand_beside_ours(tmp_path: Path):
    """``BibtexDomain.initial_data``, which its methods read."""
    from sphinxcontrib.bibtex.domain import BibtexDomain

    domain = book_domain(build(tmp_path).env)
    assert domain.data.keys() > BibtexDomain.initial_data.keys()
    assert (domain.bibliographies, domain.citations) == ({}, [])


def test_readings_of_sphinxcontrib_bibtex_are_up_to_date(tmp_path: Path):
    """``BibData``: encoding, paths and times are what it compares before it reads."""
    from sphinxcontrib.bibtex.bibfile import is_bibdata_outdated

    app = build(tmp_path)
    bibdata = book_domain(app.env).bibdata
    path = (tmp_path / "refs.bib").resolve()
    assert not is_bibdata_outdated(bibdata, [path], app.config.bibtex_encoding)
    assert list(bibdata.bibfiles[path].keys) == ["roe2001bonds", "linde2012nabijheid"]


def test_lists_are_citations_to_who_does_not_know_them(tmp_path: Path):
    app = build(tmp_path)
    tree = app.env.get_and_resolve_doctree("index", app.builder, tags=app.tags)
    assert [type(node).__name__ for node in tree.findall(nodes.citation)] == ["apa_reference"] * 2
