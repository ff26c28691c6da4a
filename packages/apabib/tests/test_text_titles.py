"""A title and its subtitle are joined in one way, in print and on their way in and out."""

from __future__ import annotations

import json

import pytest

from apabib.bibtex.parse import parse
from apabib.export.to_csl import titled
from apabib.intake.formats import read_text
from apabib.text.titles import with_subtitle

CASES = [
    ("Lending a hand", "A study", "Lending a hand: A study"),
    ("Lending a hand:", "A study", "Lending a hand: A study"),
    ("Lending a hand :", "A study", "Lending a hand: A study"),
    ("Who lends a hand?", "A study", "Who lends a hand? A study"),
    ("“Lend a hand!”", "A study", "“Lend a hand!” A study"),
    ("Lending a hand …", "A study", "Lending a hand … A study"),
    ("Lending a hand —", "A study", "Lending a hand — A study"),
    ("Lending a hand: A study", "A study", "Lending a hand: A study"),
    ("Attachment theory", "Theory", "Attachment theory: Theory"),
    ("A study of hands", "A study", "A study of hands: A study"),
    ("Lending a hand", "", "Lending a hand"),
    ("", "A study", "A study"),
]


@pytest.mark.parametrize(("title", "subtitle", "whole"), CASES)
def test_joined(title: str, subtitle: str, whole: str):
    assert with_subtitle(title, subtitle) == whole


@pytest.mark.parametrize(("title", "subtitle", "whole"), [case for case in CASES if case[0]])
def test_alike_on_the_way_in_and_out(title: str, subtitle: str, whole: str):
    names = ["lending", "lend", "attachment"]
    source = f"@book{{k, title = {{{title}}}, subtitle = {{{subtitle}}}}}"
    item = {"type": "book", "title": title, "subtitle": subtitle}
    drafts = [*read_text(source, names=names), *read_text(json.dumps([item]), names=names)]
    assert [draft.fields["title"] for draft in drafts] == [whole, whole]
    assert titled(parse(source).entries[0].values()) == whole
