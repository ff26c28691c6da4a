"""Bringing entries in: every kind of source, refusals, and what is written."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from growth import cpu_seconds
from registry import SAMPLES, Registry, sample, serve

from apabib.bibtex.parse import parse, read
from apabib.intake.add import run
from apabib.intake.csl import from_csl
from apabib.intake.drafts import DraftError
from apabib.intake.formats import read_text
from apabib.registry import snapshot
from apabib.rules.run import check_file

COAN = "10.1111/j.1467-9280.2006.01832.x"
AINSWORTH = "@book{ainsworth1978patterns,\n  title            = {Patterns},\n}\n"
HAZAN = "% On love.\n@article{hazan1987romantic,\n  title            = {Love},\n}\n"
APA = (
    "Coan, J. A., Schaefer, H. S., & Davidson, R. J. (2006). Lending a hand: Social regulation of"
    " the neural response to threat. Psychological Science, 17(12), 1032–1039."
    " https://doi.org/10.1111/j.1467-9280.2006.01832.x\n"
)
#: What is said where a work only looks like an entry.
PAST = "; if it is another work, say --distinct"
FIELDS = {
    "author": "Coan, James A. and Schaefer, Hillary S. and Davidson, Richard J.",
    "title": "Lending a hand: Social regulation of the neural response to threat",
    "journal": "Psychological Science",
    "date": "2006-12",
    "volume": "17",
    "number": "12",
    "pages": "1032--1039",
    "doi": COAN,
}


@pytest.fixture
def registry() -> Iterator[Registry]:
    with serve() as running:
        yield running


@pytest.fixture
def refs(tmp_path: Path) -> Path:
    path = tmp_path / "refs.bib"
    path.write_text(AINSWORTH + "\n" + HAZAN, encoding="utf-8")
    return path


def no_question(question: str) -> str:
    raise AssertionError(question)


def written(refs: Path, key: str = "coan2006lending") -> dict[str, str]:
    values = read(refs).by_key()[key].values()
    assert values.pop("verified").split()[0] in {"hand", "registry"}
    return values


@pytest.mark.parametrize(
    "source",
    [
        COAN,
        COAN.upper(),
        f"https://doi.org/{COAN}",
        f"doi:{COAN}",
        f"http://dx.doi.org/{COAN}",
        f"<https://doi.org/{COAN}>.",
        f"https://doi.org/{COAN}?utm_source=x&utm_medium=y",
        "17201784",
        "PMID: 17201784",
        "https://pubmed.ncbi.nlm.nih.gov/17201784/",
    ],
)
def test_by_identifier(
    registry: Registry, refs: Path, source: str, capsys: pytest.CaptureFixture[str]
):
    assert run(registry.settings(refs.parent), source, yes=True, ask=no_question) == 0
    output = capsys.readouterr().out
    assert output.startswith(APA)
    assert output.endswith("{cite:p}`coan2006lending`\n")
    record = written(refs).pop("record")
    assert record in {
        f"api.crossref.org/works/{COAN}",
        f"api.crossref.org/works/{COAN.upper()}",
        "pubmed.ncbi.nlm.nih.gov/17201784",
    }
    assert {name: value for name, value in written(refs).items() if name != "record"} == FIELDS


def test_the_entry_stands_in_its_place(registry: Registry, refs: Path):
    assert run(registry.settings(refs.parent), COAN, yes=True) == 0
    text = refs.read_text(encoding="utf-8")
    before, _new, after = text.partition("@article{coan2006lending")
    assert before == AINSWORTH + "\n"
    assert after.endswith("}\n\n" + HAZAN)
    assert [f.code for f in check_file(read(refs)) if f.key == "coan2006lending"] == []


def test_the_registry_s_answer_is_kept(registry: Registry, refs: Path):
    """So that the next check compares the entry with it, without the network."""
    settings = registry.settings(refs.parent)
    run(settings, COAN, yes=True)
    kept = snapshot.load(settings.snapshot).entries["coan2006lending"]
    assert (kept.doi, kept.state, kept.record.years) == (COAN, "agrees", ["2006"])


def test_an_isbn(registry: Registry, refs: Path, capsys: pytest.CaptureFixture[str]):
    assert run(registry.settings(refs.parent), "978-0-465-00543-7", yes=True) == 0
    assert written(refs, "bowlby1969attachment") == {
        "author": "Bowlby, John",
        "title": "Attachment: Attachment and loss",
        "year": "1969",
        "publisher": "Basic Books",
        "isbn": "9780465005437",
        "record": "openlibrary.org/isbn/9780465005437",
    }


@pytest.mark.parametrize("name", ["pubmed.nbib", "endnote.ris", "scholar.bib"])
def test_pasted_entries_are_compared_with_the_registry(registry: Registry, refs: Path, name: str):
    assert (
        run(
            registry.settings(refs.parent),
            str(SAMPLES / name),
            yes=True,
            address="https://example.org/toc",
        )
        == 0
    )
    values = written(refs)
    values.pop("record")
    wanted = dict(FIELDS)
    if name == "pubmed.nbib":
        wanted |= {"pmid": "17201784", "issn": "0956-7976"}
    else:  # these give the year only
        wanted.pop("date")
        wanted["year"] = "2006"
    if name == "scholar.bib":  # Scholar gives no DOI
        wanted.pop("doi")
    assert values == wanted


def test_a_csl_item_as_zotero_gives_it(registry: Registry, refs: Path, tmp_path: Path):
    from apabib.export import csl

    source = tmp_path / "zotero.json"
    scholar = parse((SAMPLES / "scholar.bib").read_text()).entries[0]
    source.write_text(json.dumps([csl(scholar)]))
    assert run(registry.settings(refs.parent), str(source), yes=True, address="x.org") == 0
    assert written(refs)["title"] == FIELDS["title"]


def test_a_pasted_entry_that_differs_is_refused(
    registry: Registry, refs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    source = tmp_path / "pasted.bib"
    text = (
        (SAMPLES / "scholar.bib")
        .read_text()
        .replace("year={2006}", f"year={{2007}}, doi={{{COAN}}}")
    )
    source.write_text(text)
    before = refs.read_bytes()
    assert run(registry.settings(refs.parent), str(source), yes=True) == 1
    assert capsys.readouterr().err == (
        "apabib: year is “2007”, and the registry has “2006”; add the DOI itself: apabib add"
        f" {COAN}\n"
    )
    assert refs.read_bytes() == before


@pytest.mark.parametrize(
    ("twin", "source", "way"),
    [
        (f"@article{{x, doi = {{{COAN.upper()}}}}}", COAN, ""),
        ("@book{x, isbn = {978-0-465-00543-7}}", "9780465005437", PAST),
        (
            "@article{x, title = {Lending a Hand: Social regulation of the neural response to"
            " threat},"
            " author = {Coan, J.}, year = 2006}",
            COAN,
            PAST,
        ),
    ],
)
def test_a_duplicate_is_refused_and_named(
    registry: Registry,
    refs: Path,
    twin: str,
    source: str,
    way: str,
    capsys: pytest.CaptureFixture[str],
):
    refs.write_text(twin, encoding="utf-8")
    assert run(registry.settings(refs.parent), source, yes=True) == 1
    assert (
        capsys.readouterr().err
        == f"apabib: this is x (refs.bib:1): cite it with {{cite:p}}`x`{way}\n"
    )
    assert refs.read_text(encoding="utf-8") == twin


def test_questions_are_asked_and_no_is_heard(registry: Registry, refs: Path):
    asked: list[str] = []

    def no(question: str) -> str:
        asked.append(question)
        return "n"

    before = refs.read_bytes()
    assert run(registry.settings(refs.parent), COAN, ask=no) == 1
    assert asked == ["Add it to refs.bib? [y/N] "]
    assert refs.read_bytes() == before
    assert run(registry.settings(refs.parent), COAN, ask=lambda question: "y") == 0


def test_what_was_taken_back_is_refused(
    registry: Registry, refs: Path, capsys: pytest.CaptureFixture[str]
):
    before = refs.read_bytes()
    assert run(registry.settings(refs.parent), "10.5555/retracted", yes=True) == 1
    assert capsys.readouterr().err == (
        "apabib: this work was taken back (retraction: doi.org/10.5555/notice); --retracted adds"
        " it so\n"
    )
    assert refs.read_bytes() == before


def test_what_was_taken_back_goes_in_with_its_notice(
    registry: Registry, refs: Path, capsys: pytest.CaptureFixture[str]
):
    assert run(registry.settings(refs.parent), "10.5555/retracted", yes=True, retracted=True) == 0
    assert "  ? retraction published: doi.org/10.5555/notice\n" in capsys.readouterr().out
    assert written(refs, "last2010finding")["retraction"] == "10.5555/notice"


def test_a_concern_goes_along(registry: Registry, refs: Path, capsys: pytest.CaptureFixture[str]):
    assert run(registry.settings(refs.parent), "10.5555/concern", yes=True) == 0
    assert "  ? expression of concern published: doi.org/10.5555/doubt\n" in capsys.readouterr().out
    assert written(refs, "last2010finding")["concern"] == "10.5555/doubt"


def test_a_notice_is_named(registry: Registry, refs: Path, capsys: pytest.CaptureFixture[str]):
    assert run(registry.settings(refs.parent), "10.5555/notice", yes=True) == 0
    assert (
        "  ? this is itself a notice (retraction) about doi.org/10.5555/retracted\n"
        in capsys.readouterr().out
    )


def test_an_entry_without_the_necessary_is_refused(
    registry: Registry, refs: Path, capsys: pytest.CaptureFixture[str]
):
    before = refs.read_bytes()
    assert run(registry.settings(refs.parent), "10.5555/minimal", yes=True) == 1
    output = capsys.readouterr()
    assert "  ! @misc without title or howpublished" in output.out
    assert (
        output.err
        == "apabib: not added: mend what is marked with ! in a BibTeX file and add that\n"
    )
    assert refs.read_bytes() == before


def test_odd_records_become_sound_entries():
    draft = from_csl(sample("crossref.json")["10.5555/html"])
    assert (draft.type, draft.fields) == (
        "article",
        {
            "author": "{The Touch Consortium} and de Vries, Jr., J. K. and O'Hara, M.",
            "title": "The \\emph{Oxytocin} receptor \\& touch:₂ a test",
            "journal": "Journal of Tests \\& Trials",
            "eid": "e123",
            "doi": "10.5555/html",
        },
    )
    book = from_csl(sample("crossref.json")["10.5555/book"])
    assert (book.type, book.fields["editor"], book.fields["isbn"], book.fields["edition"]) == (
        "book",
        "Last, First",
        "9780465005437",
        "2",
    )
    chapter = from_csl(sample("crossref.json")["10.5555/chapter"])
    assert (chapter.type, chapter.fields["booktitle"], chapter.fields["pages"]) == (
        "incollection",
        "A handbook of tests",
        "12--30",
    )


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("10.5555/nothing", "the registry has no record of 10.5555/nothing; is it copied whole?"),
        ("9780465005438", "9780465005438 is no ISBN (its check digit is wrong) and no PubMed id"),
        ("what", "what is no DOI, ISBN, PubMed id or file; see: apabib add --help"),
        ("99999999", "the registry has no record of 99999999; is it copied whole?"),
        ("/nonexist/x.ris", "there is no file /nonexist/x.ris"),
        ("x.bib", "there is no file x.bib"),
        ("PMC123", "PMC123 is a number of PubMed Central: give the DOI or the PubMed id"),
        ("", "nothing to add; see: apabib add --help"),
        (" ", "nothing to add; see: apabib add --help"),
    ],
)
def test_sources_that_lead_nowhere(
    registry: Registry, refs: Path, source: str, message: str, capsys: pytest.CaptureFixture[str]
):
    assert run(registry.settings(refs.parent), source, yes=True) == 2
    assert capsys.readouterr().err == f"apabib: {message}\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "hello",
            "this is neither BibTeX nor RIS, ENW, NBIB or CSL-JSON; save what a catalog offers"
            " under “Cite” or “Export”, or give a DOI",
        ),
        (
            "{",
            "the JSON cannot be read: Expecting property name enclosed in double quotes: line 1"
            " column 2 (char 1)",
        ),
        ("[" * 100_000, None),
        (
            "@article{k, title = {T}",
            "pasted text:1: k: the entry is not closed before the next entry"
            " or the end of the file; add the missing } where it ends",
        ),
        ("[1]", "there is no entry in it"),
        ("", "there is nothing in what was given"),
        ("TI  - A\nAU  - B\n", "this is RIS without its first line: put “TY  - JOUR” before it"),
    ],
)
def test_pasted_text_that_cannot_be_read(text: str, message: str | None):
    with pytest.raises(DraftError) as caught:
        for draft in read_text(text):
            assert draft.fields
    assert message is None or str(caught.value) == message


@pytest.mark.parametrize(
    ("item", "name"),
    [
        ({"title": {"a": 1}}, "title"),
        ({"title": ["A", 1, {}]}, "title"),
        ({"title": "A", "author": "John Doe"}, "author"),
        ({"title": "A", "author": [{"family": 5}]}, "author"),
        ({"title": "A", "issued": {}}, "issued"),
        ({"title": "A", "issued": {"date-parts": []}}, "issued"),
        ({"title": "A", "issued": "2006"}, "issued"),
    ],
)
def test_json_of_another_kind(item: dict[str, object], name: str):
    """It would become an entry without an author or a year, and nobody would hear of it."""
    with pytest.raises(DraftError) as caught:
        read_text(json.dumps([{"title": "Sound", "issued": {"literal": "in press"}}, item]))
    assert str(caught.value) == f"item 2: {name} is not what CSL-JSON puts there; correct it"


@pytest.mark.parametrize(
    ("title", "finding"),
    [
        (
            "A <script>alert(1)</script> tale",
            "title holds the HTML tag <script>; delete it, or write \\emph{...} for italics",
        ),
        (
            "A \\input{/etc/passwd} tale",
            "title holds the LaTeX command \\input; write the character itself, or leave the"
            " markup out",
        ),
    ],
)
def test_markup_does_not_come_in(
    registry: Registry,
    refs: Path,
    tmp_path: Path,
    title: str,
    finding: str,
    capsys: pytest.CaptureFixture[str],
):
    before = refs.read_bytes()
    source = tmp_path / "pasted.bib"
    source.write_text(
        f"@article{{x, author={{Doe, J.}}, title={{{title}}}, journal={{J}}, year=1}}"
    )
    assert run(registry.settings(refs.parent), str(source), yes=True, address="x.org") == 1
    output = capsys.readouterr()
    assert f"  ! {finding}\n" in output.out
    assert (
        output.err
        == "apabib: not added: mend what is marked with ! in a BibTeX file and add that\n"
    )
    assert refs.read_bytes() == before


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("\ufeffTY  - JOUR\n".encode("utf-16-le"), "the file is UTF-16; save it as UTF-8"),
        (b"@misc{x, title = {Caf\xe9}}", "the byte 0xE9 is not UTF-8; save the file as UTF-8"),
    ],
)
def test_another_encoding_is_named(
    registry: Registry,
    refs: Path,
    tmp_path: Path,
    content: bytes,
    message: str,
    capsys: pytest.CaptureFixture[str],
):
    source = tmp_path / "pasted.bib"
    source.write_bytes(content)
    assert run(registry.settings(refs.parent), str(source), yes=True, address="x.org") == 2
    assert capsys.readouterr().err == f"apabib: {source}: {message}\n"


@pytest.mark.parametrize(
    ("twin", "source"),
    [
        (f"@article{{x, doi = {{{COAN.upper()}}}}}", f"https://doi.org/{COAN}"),
        ("@book{x, isbn = {0-465-00543-8}}", "9780465005437"),
        ("@article{x, record = {pubmed.ncbi.nlm.nih.gov/17201784}}", "17201784"),
        ("@article{x, record = {a.org; PMID 17201784 and more}}", "pmid:17201784"),
        ("@article{x, pmid = 17201784}", "17201784"),
    ],
)
def test_what_is_there_is_found_without_the_network(
    refs: Path, twin: str, source: str, capsys: pytest.CaptureFixture[str]
):
    with serve() as gone:
        settings = gone.settings(refs.parent)
    refs.write_text(f"\n{twin}", encoding="utf-8")
    assert run(settings, source, yes=True) == 1
    way = PAST if "isbn" in twin else ""
    assert (
        capsys.readouterr().err
        == f"apabib: this is x (refs.bib:2): cite it with {{cite:p}}`x`{way}\n"
    )


def test_a_longer_pubmed_id_is_another(
    registry: Registry, refs: Path, capsys: pytest.CaptureFixture[str]
):
    refs.write_text("@article{x, record = {pubmed.ncbi.nlm.nih.gov/172017840}}", encoding="utf-8")
    assert run(registry.settings(refs.parent), "17201784", yes=True) == 0


def test_nobody_answers(registry: Registry, refs: Path, capsys: pytest.CaptureFixture[str]):
    def closed(question: str) -> str:
        raise EOFError

    before = refs.read_bytes()
    assert run(registry.settings(refs.parent), COAN, ask=closed) == 1
    pasted = str(SAMPLES / "scholar.bib")
    assert run(registry.settings(refs.parent), pasted, ask=closed) == 1
    message = "apabib: not added: say --yes, and --record ADDRESS for a pasted entry\n"
    assert capsys.readouterr().err == message * 2
    assert refs.read_bytes() == before


def test_without_the_network_one_line_says_how_to_go_on(
    refs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    with serve() as gone:
        settings = gone.settings(refs.parent)
    before = refs.read_bytes()
    assert run(settings, COAN, yes=True) == 2
    assert capsys.readouterr().err == (
        f"apabib: {COAN} could not be looked up (no network); paste it: apabib add FILE"
        " --record ADDRESS\n"
    )
    assert refs.read_bytes() == before
    # A pasted entry goes in, and says who compared it with what.
    pasted = str(SAMPLES / "endnote.ris")
    assert run(settings, pasted, yes=True) == 1
    assert capsys.readouterr().err == "apabib: say where you compared it: --record ADDRESS\n"
    assert run(settings, pasted, yes=True, address="https://pubmed.ncbi.nlm.nih.gov/17201784/") == 0
    values = read(refs).by_key()["coan2006lending"].values()
    assert values["verified"].startswith("hand ")
    assert values["record"] == "pubmed.ncbi.nlm.nih.gov/17201784/"


def test_standard_input(registry: Registry, refs: Path, monkeypatch: pytest.MonkeyPatch):
    class Pipe:
        buffer = io.BytesIO((SAMPLES / "scholar.bib").read_bytes())

    monkeypatch.setattr(sys, "stdin", Pipe)
    assert run(registry.settings(refs.parent), "-", yes=True, address="x.org") == 0
    assert "coan2006lending" in read(refs).by_key()


def test_a_record_cannot_leave_its_field(registry: Registry, refs: Path):
    registry.works["10.5555/evil"] = {
        "DOI": "10.5555/evil",
        "type": "journal-article",
        "title": ["Sound}, url = {javascript:alert(1)"],
        "container-title": ["J}\n\n@book{x,"],
        "author": [{"family": "Last} and {Evil", "given": "A}"}],
        "issued": {"date-parts": [[2000]]},
    }
    assert run(registry.settings(refs.parent), "10.5555/evil", yes=True) == 0
    bibliography = read(refs)
    assert len(bibliography.entries) == 3
    assert bibliography.findings == []
    assert all("url" not in entry.values() for entry in bibliography.entries)


def test_a_file_with_a_fault_is_not_written(registry: Registry, refs: Path):
    refs.write_text("@book{k, title = {T}", encoding="utf-8")
    before = refs.read_bytes()
    assert run(registry.settings(refs.parent), COAN, yes=True) == 1
    assert refs.read_bytes() == before


def test_keys(registry: Registry, refs: Path, capsys: pytest.CaptureFixture[str]):
    settings = registry.settings(refs.parent)
    refs.write_text("@misc{coan2006lending, title = {Another work of that name}}", encoding="utf-8")
    assert run(settings, COAN, yes=True, key="Coan2006Lending") == 1
    assert capsys.readouterr().err == "apabib: the key Coan2006Lending is taken\n"
    assert run(settings, COAN, yes=True) == 0
    assert capsys.readouterr().out.endswith("{cite:p}`coan2006hand`\n")


def test_many_entries_at_once_cost_as_many_times_as_much(registry: Registry, refs: Path):
    """Works of one author, some of one title: the worst that a paste can be, but for letters."""
    settings = registry.settings(refs.parent, demands=[])

    def seconds(count: int) -> float:
        refs.write_text("", encoding="utf-8")
        source = refs.with_name("many.bib")
        source.write_text(
            "\n".join(
                f"@article{{x{n}, author={{Doe, J.}}, title={{On hands {n % 7}}}, journal={{J}},"
                f" year={1500 + n % 500}, pages={{{n + 1}}}}}"
                for n in range(count)
            ),
            encoding="utf-8",
        )
        spent = cpu_seconds(lambda path: run(settings, path, yes=True), str(source))
        assert len(read(refs).by_key()) == count
        return spent

    seconds(10)  # what is loaded once
    # Four times as long; a square would be sixteen.
    assert seconds(1600) < 8 * seconds(400) + 1
    assert seconds(1000) < 9


def test_what_was_agreed_on_is_written_before_an_interruption(
    registry: Registry, refs: Path, tmp_path: Path
):
    source = tmp_path / "two.bib"
    source.write_text(
        "@book{a, author={Ash, A.}, title={Rooms}, publisher={P}, year=2001}\n"
        "@book{b, author={Birch, B.}, title={Doors}, publisher={P}, year=2001}\n"
    )
    answers = iter(["y"])

    def one_answer(question: str) -> str:
        for answer in answers:
            return answer
        raise KeyboardInterrupt

    settings = registry.settings(refs.parent, demands=[])
    with pytest.raises(KeyboardInterrupt):
        run(settings, str(source), ask=one_answer)
    assert "ash2001rooms" in read(refs).by_key()
    assert "birch2001doors" not in read(refs).by_key()


def test_a_record_that_says_nothing_verifies_nothing(
    registry: Registry, refs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    registry.works["10.5555/empty"] = {"DOI": "10.5555/empty", "type": "journal-article"}
    source = tmp_path / "one.bib"
    source.write_text(
        "@article{a, author={Ash, A.}, title={Rooms}, journal={J}, year=2001, doi={10.5555/empty}}"
    )
    settings = registry.settings(refs.parent, demands=[])
    assert run(settings, str(source), yes=True) == 0
    assert "  ? not compared: the registry's record has no title\n" in capsys.readouterr().out
    assert "verified" not in read(refs).by_key()["ash2001rooms"].values()


@pytest.mark.parametrize(("demands", "read_of"), [([], ""), (["read"], "record")])
def test_of_what_comes_in_a_record_was_read(
    registry: Registry, refs: Path, tmp_path: Path, demands: list[str], read_of: str
):
    source = tmp_path / "one.bib"
    source.write_text("@book{a, author={Ash, A.}, title={Rooms}, publisher={P}, year=2001}")
    assert run(registry.settings(refs.parent, demands=demands), str(source), yes=True) == 0
    assert read(refs).by_key()["ash2001rooms"].get("read") == read_of


def test_pasted_records_of_pubmed_are_not_verified(refs: Path):
    with serve() as gone:
        settings = gone.settings(refs.parent, demands=[])
    assert run(settings, str(SAMPLES / "pubmed.nbib"), yes=True) == 0
    values = read(refs).by_key()["coan2006lending"].values()
    assert "verified" not in values
    assert values["pmid"] == "17201784"


def test_a_file_without_a_suffix(registry: Registry, refs: Path, tmp_path: Path):
    source = tmp_path / "export"
    source.write_bytes((SAMPLES / "endnote.ris").read_bytes())
    assert run(registry.settings(refs.parent), str(source), yes=True, address="x.org") == 0
    assert "coan2006lending" in read(refs).by_key()


def test_a_folder_and_a_pdf_are_named(
    registry: Registry, refs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "paper.pdf").write_bytes(b"%PDF-1.7\n\xff")
    settings = registry.settings(refs.parent)
    assert run(settings, str(tmp_path / "paper.pdf"), yes=True) == 2
    assert capsys.readouterr().err == (
        f"apabib: {tmp_path / 'paper.pdf'} is a PDF: add the DOI that stands in it\n"
    )
    assert run(settings, str(tmp_path), yes=True) == 2
    assert capsys.readouterr().err == f"apabib: {tmp_path} is a folder; give a file\n"


def test_a_publisher_s_address(registry: Registry, refs: Path):
    address = f"https://onlinelibrary.wiley.com/doi/full/{COAN}?casa_token=x"
    assert run(registry.settings(refs.parent), address, yes=True) == 0
    assert "coan2006lending" in read(refs).by_key()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (" \n", "{file} is empty"),
        (
            "@article{k,\n  title = {T},\n  author = {Roe, A.,\n  year = {2001},\n}\n",
            "{file}:3: k: the value of author is not closed on its line; add the missing }"
            ' (or ") at its end',
        ),
        (
            "Roe (2001) held hands.",
            "this is neither BibTeX nor RIS, ENW, NBIB or CSL-JSON; save what a catalog offers"
            " under “Cite” or “Export”, or give a DOI",
        ),
    ],
)
def test_files_that_cannot_be_read_are_named(
    registry: Registry, refs: Path, content: str, message: str, capsys: pytest.CaptureFixture[str]
):
    file = refs.with_name("one.bib")
    file.write_text(content)
    assert run(registry.settings(refs.parent), str(file), yes=True) == 2
    assert capsys.readouterr().err == f"apabib: {message.replace('{file}', str(file))}\n"


@pytest.mark.parametrize("written", ["ash2003rooms", "Ash2003Rooms", " ash2003rooms, "])
def test_a_key_is_no_source(
    registry: Registry, refs: Path, written: str, capsys: pytest.CaptureFixture[str]
):
    refs.write_text("@book{ash2003rooms, author={Ash, A.}, title={Rooms}, year=2003}\n")
    assert run(registry.settings(refs.parent), written, yes=True) == 1
    assert capsys.readouterr().err == (
        "apabib: this is an entry of refs.bib: cite it with {cite:p}`ash2003rooms`\n"
    )


@pytest.mark.parametrize("stream", ["stdin", "stdout"])
def test_a_closed_stream_ends_cleanly(refs: Path, stream: str):
    """As in ``apabib add - <&-``, or when nobody reads what it prints."""
    source = refs.with_name("one.bib")
    source.write_text("@book{a, author={Ash, A.}, title={Rooms}, publisher={P}, year=2001}")
    what, redirect = ("-", "<&-") if stream == "stdin" else (source.name, ">&-")
    done = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m apabib add {what} --yes {redirect}"],
        cwd=refs.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
    if stream == "stdin":
        assert (done.returncode, done.stderr) == (
            2,
            "apabib: there is nothing in what was given\n",
        )


def test_a_retraction_is_looked_up_for_a_pubmed_id(
    registry: Registry, refs: Path, capsys: pytest.CaptureFixture[str]
):
    registry.works[COAN]["updated-by"] = [{"DOI": "10.5555/notice", "type": "retraction"}]
    assert run(registry.settings(refs.parent), "17201784", yes=True) == 1
    assert capsys.readouterr().err == (
        "apabib: this work was taken back (retraction: doi.org/10.5555/notice); --retracted adds"
        " it so\n"
    )


@pytest.mark.parametrize("retracted", [False, True])
def test_a_retraction_is_met_when_a_pasted_entry_is_compared(
    registry: Registry,
    refs: Path,
    tmp_path: Path,
    retracted: bool,
    capsys: pytest.CaptureFixture[str],
):
    source = tmp_path / "pasted.bib"
    source.write_text(
        "@article{x, author={Last, First}, title={A finding that was taken back}, year=2010,"
        " journal={Journal of Tests}, volume=1, pages={1--2}, doi={10.5555/retracted}}"
    )
    settings = registry.settings(refs.parent)
    assert run(settings, str(source), yes=True, retracted=retracted) == (0 if retracted else 1)
    if retracted:
        assert written(refs, "last2010finding")["retraction"] == "10.5555/notice"
    else:
        assert "--retracted adds it so" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("titles", "book"),
    [
        (["Lecture Notes in Computer Science", "Hands 2010"], "Hands 2010"),
        (["Hands 2010", "Lecture Notes in Computer Science"], "Hands 2010"),
        (["SpringerBriefs in Psychology", "Hands"], "Hands"),
        (["Hand library", "Hands"], "Hands"),
        (["Advances in Hands", "Volume 35"], "Advances in Hands"),
    ],
)
def test_the_book_of_a_chapter(titles: list[str], book: str):
    draft = from_csl({"type": "book-chapter", "title": ["A"], "container-title": titles})
    assert draft.fields["booktitle"] == book
    assert draft.doubts[0].startswith(f"taken for the book: “{book}”")
