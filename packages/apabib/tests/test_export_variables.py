"""What the items of CSL-JSON say in which variable, by the definitions of CSL 1.0.2 (appendix IV).

Expected values are written from those definitions and from the entries, not from our output.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from apabib.bibtex.parse import parse
from apabib.export import export
from apabib.intake.formats import read_text


def item(text: str) -> dict[str, Any]:
    entries = parse(text).entries
    [found] = json.loads(export(entries, [entries[-1].key], "csl-json"))
    return found


def says(text: str, **expected: str) -> None:
    """The item has these values (``_`` for ``-``); "" is none."""
    found = item(text)
    told = {name: found.get(name.replace("_", "-"), "") for name in expected}
    assert told == expected


@pytest.mark.parametrize("to", ["csl-json", "ris"])
@pytest.mark.parametrize("written", [
    "https://example.org/~ada/a_b?c=d&e=%20f#g",
    r"https://example.org/\~ada/a\_b?c=d\&e=\%20f\#g",
    r"\url{https://example.org/~ada/a_b?c=d&e=%20f#g}",
    "https://example.org/{~}ada/a{_}b?c=d&e=%20f#g",
])  # fmt: skip
def test_an_address_is_verbatim(written: str, to: str):
    text = f"@online{{x, title = {{A}}, organization = {{B}}, year = 2001, url = {{{written}}}}}"
    exported = export(parse(text).entries, ["x"], to)
    address = "https://example.org/~ada/a_b?c=d&e=%20f#g"
    assert address in exported
    assert "tex.url" not in exported
    assert read_text(exported)[0].fields["url"] == address


@pytest.mark.parametrize("to", ["csl-json", "ris"])
@pytest.mark.parametrize("written", ["10.5555/a~b_c", r"10.5555/a~b\_c", "10.5555/a~b{_}c"])
def test_a_doi_is_verbatim(written: str, to: str):
    text = f"@article{{x, title = {{A}}, journal = {{B}}, year = 2001, doi = {{{written}}}}}"
    exported = export(parse(text).entries, ["x"], to)
    assert "10.5555/a~b_c" in exported
    assert "tex.doi" not in exported


@pytest.mark.parametrize("to", ["csl-json", "ris"])
def test_a_doi_of_the_nineties(to: str):
    text = r"@article{x, title = {A}, doi = {10.5555/a\textless{}1::b\textgreater{}c}}"
    assert "10.5555/a<1::b>c" in export(parse(text).entries, ["x"], to)


def test_quotation_marks_of_tex_are_characters():
    says("@book{x, title = {``One'' and `two'---it's}}", title="“One” and ‘two’—it’s")
    says("@book{x, title = {The children's book}}", title="The children's book")
    says(
        r"@book{x, title = {{\`A} la carte in rock 'n' roll}}", title="À la carte in rock 'n' roll"
    )


def test_a_law_is_named_with_its_year_and_found_in_its_code():
    says(
        "@legislation{x, title = {Hands Act}, titleaddon = {of 1990}, year = 1990,"
        " howpublished = {Pub. L. No. 88-952, 78 Stat. 941}}",
        type="legislation", title="Hands Act of 1990", genre="", number="88-952", volume="78",
        container_title="Stat.", page="941", publisher="",
    )  # fmt: skip
    says(
        "@legislation{x, title = {Health Act}, citation = {Fla. Stat. § 994}, year = 2009}",
        volume="", container_title="Fla. Stat.", section="994", number="",
    )  # fmt: skip


def test_a_case_has_its_court_as_authority():
    says(
        r"@jurisdiction{x, title = {A v. B}, howpublished = {576 U.S. \_\_\_},"
        " institution = {D. Kan.}, year = 2015}",
        volume="576", container_title="U.S.", page="", publisher="", authority="D. Kan.",
    )  # fmt: skip


def test_a_case_that_went_on_is_found_where_its_year_is():
    """CSL has one container, which is not given the year of another court."""
    says(
        "@jurisdiction{x, title = {A v. B}, citation = {5 F. Supp. 9 and aff’d and 7 F.2d 8},"
        ' citation+an:citeorg = {1="D. Kan.";3="10th Cir."},'
        ' citation+an:citedate = {1="1981";3="1984"}, year = 1984}',
        volume="7", container_title="F.2d", page="8", authority="10th Cir.",
    )  # fmt: skip
    says(
        "@jurisdiction{x, title = {A v. B}, citation = {17 Cal.3d 925 and 5 P.2d 934}}",
        volume="17", container_title="Cal.3d", page="925",
    )  # fmt: skip


def test_laws_without_a_title():
    """Every style prints a title; bills and orders are known by kind and number instead."""
    says(
        "@constitution{x, source = {us}, article = {I}, section = {3}}",
        title='U.S. Const. <span class="nocase">art. I, § 3</span>', genre="", section="",
    )  # fmt: skip
    says(
        "@constitution{x, source = {us}, amendment = {XVIII}, keywords = {repealed},"
        " eventdate = {1933}}",
        title='U.S. Const. <span class="nocase">amend. XVIII</span>', status="repealed 1933",
        issued="",
    )  # fmt: skip
    says(
        "@legmaterial{x, source = {senate}, type = {resolution}, number = {9438}, year = 2016,"
        " citation = {114th Cong. and 162 Cong. Rec. 92394}, note = {enacted}}",
        type="bill", genre="S. Res.", number="9438", chapter_number="114th Cong.", volume="162",
        container_title="Cong. Rec.", page="92394", status="enacted",
    )  # fmt: skip
    says(
        "@legadminmaterial{x, type = {execorder}, number = {93,676}, citation = {3 C.F.R. 294}}",
        type="regulation", genre="Exec. Order", number="93,676", volume="3",
        container_title="C.F.R.", page="294", title="",
    )  # fmt: skip
    says(
        "@legmaterial{x, source = {senate}, type = {report}, number = {5}, citation = {9th Cong.}}",
        genre="S. Rep. No.", number="5", chapter_number="9th Cong.",
    )  # fmt: skip
    says(
        "@legmaterial{x, source = {senate}, type = {bill}, number = {5}, year = 2001}",
        title="S. 5", genre="", number="",
    )  # fmt: skip
    says(
        "@legmaterial{x, citation = {Kamerstukken II 2019/20, 9, nr. 4}, langid = {dutch}}",
        title='<span class="nocase">Kamerstukken II 2019/20, 9, nr. 4</span>', number="",
        container_title="",
    )  # fmt: skip


def test_a_hearing_has_its_session():
    says(
        "@legmaterial{x, title = {On hands}, citation = {113th Cong.}, year = 2014}",
        type="hearing", chapter_number="113th Cong.", number="",
    )  # fmt: skip


def test_what_a_law_has_come_to_is_read_as_a_note():
    law = {"type": "bill", "title": "Hands Act", "number": "H.R. 9", "status": "enacted"}
    [draft] = read_text(json.dumps(law))
    assert draft.fields["note"] == "enacted"
    assert draft.left == []


@pytest.mark.parametrize(("written", "told"), [
    ("2", "2"), ("Second", "2"), ("2nd", "2"), ("2nd ed.", "2"), ("Revised", "Revised ed."),
    ("Rev.", "Rev. ed."), ("3e herz. druk", "3e herz. druk"), ("2., überarb. Aufl.",
    "2., überarb. Aufl."), ("5th ed., text rev.", "5th ed., text rev."),
])  # fmt: skip
def test_an_edition_is_a_number_or_has_its_word_once(written: str, told: str):
    says(f"@book{{x, title = {{A}}, edition = {{{written}}}}}", edition=told)


def test_a_talk_stands_in_its_session():
    """``container-title``: "the session title for multi-part presentation at a conference"."""
    says(
        "@presentation{x, title = {A}, maintitle = {B}, maintitleaddon = {Symposium},"
        " eventtitle = {C}, eventdate = {2021-11-05}}",
        title="A", container_title="B", genre="Symposium", volume_title="", event_title="C",
    )  # fmt: skip
    says(
        "@book{x, title = {A}, maintitle = {B}, volume = 2}",
        title="B", volume_title="A", container_title="",
    )  # fmt: skip


def test_all_who_stand_behind_a_work_are_told():
    says(
        "@inproceedings{x, title = {A}, booktitle = {B}, publisher = {C}, organization = {D}}",
        publisher="C; D",
    )  # fmt: skip
    says("@dataset{x, title = {A}, institution = {B}}", publisher="B")
    says("@software{x, title = {A}, organization = {B}}", publisher="B", container_title="")
    says("@online{x, title = {A}, organization = {B}}", publisher="", container_title="B")
    says("@online{x, title = {A}, eprint = {2001.01234}, eprinttype = {arxiv}}", publisher="arXiv")
    says("@book{x, author = {{B}}, title = {A}, publisher = {B}}", publisher="")
    says(
        "@unpublished{x, title = {A}, venue = {Department B}, institution = {C}}",
        publisher="Department B, C", event_place="",
    )  # fmt: skip


def test_the_state_of_a_manuscript_is_its_genre():
    says(
        "@unpublished{x, title = {A}, institution = {B}, note = {Unpublished manuscript}}",
        genre="Unpublished manuscript", publisher="B",
    )  # fmt: skip
    says(
        "@unpublished{x, title = {A}, note = {Manuscript in preparation}}",
        genre="Manuscript in preparation",
    )  # fmt: skip
    says(
        "@unpublished{x, title = {A}, pubstate = {submitted}}",
        genre="Manuscript submitted for publication", status="submitted",
    )  # fmt: skip


def test_the_state_of_an_article_is_its_status():
    says(
        "@article{x, title = {A}, journal = {B}, howpublished = {Advance online publication}}",
        status="advance online publication", publisher="",
    )  # fmt: skip
    says("@article{x, title = {A}, journal = {B}, year = {in press}}", status="in press", issued="")


def test_an_article_number_in_pages():
    says("@article{x, title = {A}, journal = {B}, pages = {e55123}}", number="e55123", page="")
    says("@article{x, title = {A}, journal = {B}, pages = {12--34}}", number="", page="12-34")


def test_a_day_tells_a_newspaper():
    article = "@article{x, title = {A}, journal = {B}, date = {2013-06-07}, pages = {4}"
    says(f"{article}}}", type="article-newspaper")
    says(f"{article}, volume = {{2}}}}", type="article-journal")
    says(f"{article}, entrysubtype = {{academic}}}}", type="article-journal")


@pytest.mark.parametrize("to", ["csl-json", "ris"])
@pytest.mark.parametrize("field", ["publisher", "organization", "institution"])
def test_who_published_a_thesis_comes_back_where_it_was(field: str, to: str):
    """The university stands in the brackets, a publisher behind them (APA 7, section 10.6)."""
    text = f"@thesis{{x, title = {{A}}, type = {{phdthesis}}, {field} = {{B}}, year = 2001}}"
    fields = read_text(export(parse(text).entries, ["x"], to))[0].fields
    bodies = {"publisher", "organization", "institution"}
    assert {name: fields[name] for name in bodies & fields.keys()} == {field: "B"}


def test_references_tell_what_became_of_a_work_and_what_it_was():
    """CSL: "details of a retraction or correction notice"; reprints stand there in APA's style."""
    first = "@article{y, title = {B}, journal = {C}, year = 1981, doi = {10.5555/a_b}}"
    reprint = f"{first} @book{{x, title = {{A}}, related = {{y}}, relatedtype = {{reprintfrom}}"
    says(
        f"{reprint}, year = 2014}}",
        references="Reprinted from “B,” 1981, <i>C</i>, https://doi.org/10.5555/a_b",
    )
    says(
        f"{reprint}, retraction = {{10.5555/n}}, year = 2014}}",
        references="Reprinted from “B,” 1981, <i>C</i>, https://doi.org/10.5555/a_b;"
        " Retraction published at https://doi.org/10.5555/n",
    )
    says(
        r"@book{x, title = {A}, addendum = {(Retraction published 2011, \emph{B}, \emph{4}, 2)}}",
        references="Retraction published 2011, <i>B</i>, <i>4</i>, 2",
    )
    says("@book{x, title = {A}, addendum = {Signed copy}, origdate = {1923}}", references="")
    says("@book{x, title = {A}, related = {z}, relatedtype = {reprintfrom}}", references="")


def test_references_are_read_with_the_lines_that_say_the_same():
    work = {"type": "book", "title": "A", "references": "Reprinted from B"}
    assert read_text(json.dumps(work))[0].left == [("references", "Reprinted from B")]
    work["note"] = "tex.addendum: (Reprinted from B)"
    [draft] = read_text(json.dumps(work))
    assert (draft.left, draft.fields["addendum"]) == ([], "(Reprinted from B)")


def test_what_a_film_comes_on_is_its_medium():
    says(
        "@movie{x, title = {A}, type = {Film}, note = {two discs on DVD}}",
        genre="Film", medium="two discs on DVD",
    )  # fmt: skip
    says("@book{x, title = {A}, note = {two discs on DVD}}", medium="")
