"""States of works and servers of preprints: what one part of the tool knows, the others do too."""

from __future__ import annotations

from datetime import date

import pytest

from apabib.apa7.format import References, text_of, works_of
from apabib.bibtex.parse import parse
from apabib.intake.formats import read_text
from apabib.rules.run import check_file
from apabib.text.servers import server_of
from apabib.text.states import is_in_press, is_online_first, state_of

ACCEPTED = ["In press", "in-press", "inpress", "[Accepted]", "Forthcoming.", "to appear",
            "accepted for publication", "in druk", "Ter perse", "im Druck"]  # fmt: skip
SERVERS = ["bioRxiv", "PsyArXiv", "EdArXiv", "EngrXiv", "TechRxiv", "SSRN", "OSF Preprints",
           "Research Square", "Preprints.org"]  # fmt: skip


def printed(source: str) -> str:
    references = References(works_of(parse(source).entries))
    return text_of(references.reference("k"))


@pytest.mark.parametrize("words", ACCEPTED)
@pytest.mark.parametrize("field", ["year", "note", "pubstate"])
def test_accepted_is_in_press_wherever_it_stands(field: str, words: str):
    work = "author = {Oak, A.}, title = {T}, journal = {J}"
    source = f"@article{{k, {work}, {field} = {{{words}}}}}"
    assert is_in_press(words)
    assert printed(source) == "Oak, A. (in press). T. J."
    [draft] = read_text(source, names=())
    assert draft.fields["year"] == "in press"
    assert draft.left == []


@pytest.mark.parametrize("words", ACCEPTED)
def test_check_names_what_to_write_of_what_is_accepted(words: str):
    told = parse(f"@misc{{k, title = {{T}}, year = {{{words}}}}}")
    found = [f for f in check_file(told, date(2026, 1, 1)) if f.code == "year-form"]
    assert [f.remedy for f in found] == ["write in press"]


@pytest.mark.parametrize("words", ["2020", "press", "accepted values", "", "in prep"])
def test_nothing_else_is_in_press(words: str):
    assert not is_in_press(words)


def test_states_have_the_names_of_biblatex():
    words = ["in prep", "Under review", "Epub ahead of print", "online first", "ter perse", "new"]
    states = ["inpreparation", "submitted", "prepublished", "prepublished", "inpress", ""]
    assert [state_of(each) for each in words] == states
    assert is_online_first("Advance online publication.")


@pytest.mark.parametrize("server", SERVERS)
def test_a_server_is_no_journal_in_print_nor_on_its_way_in(server: str):
    source = (
        "@article{k, author = {Oak, A.}, title = {T}, year = {2020}, month = {5},"
        f" journal = {{{server} preprint}}, doi = {{10.1234/x}}}}"
    )
    assert printed(source) == f"Oak, A. (2020). T. {server}. https://doi.org/10.1234/x"
    [draft] = read_text(source, names=())
    assert (draft.type, draft.fields["publisher"]) == ("misc", server)


def test_names_of_servers():
    names = ["arXiv", "arxiv.org", "SSRN Electronic Journal", "Available at SSRN: 123", "Louis XIV"]
    assert [server_of(each) for each in names] == ["arXiv", "arxiv", "SSRN", "SSRN", ""]
    assert server_of("Preprints of the institute") == ""
