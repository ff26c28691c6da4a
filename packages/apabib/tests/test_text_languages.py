"""Names and tags of languages as codes."""

from __future__ import annotations

import json

import pytest

from apabib.intake.formats import read_text
from apabib.text.languages import langid_of, language_code, read_language


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", ""),
        ("dutch", "nl"),
        ("Dutch", "nl"),
        ("ngerman", "de"),
        ("usenglish", "en"),
        ("nl", "nl"),
        ("nl-BE", "nl"),
        ("pt_BR", "pt"),
        ("zh-Hans-CN", "zh"),
        ("dut", "nl"),
        ("nno", "nn"),
        ("uk", "uk"),  # Ukrainian
        ("magyar", "hu"),
        ("brazilian", "pt"),
        ("fil", "fil"),
        ("klingon", "und"),
        ('"><b>', "und"),
    ],
)
def test_code(written: str, code: str):
    assert language_code(written) == code


@pytest.mark.parametrize(
    ("written", "langid"),
    [
        ("de", "german"),
        ("de-AT", "german"),
        ("ger", "german"),
        ("German", "german"),
        ("nno", "nynorsk"),
        ("fry", "frisian"),
        ("en-GB", ""),
        ("English", ""),
        ("klingon", ""),
        ("", ""),
    ],
)
def test_name(written: str, langid: str):
    assert langid_of(written) == langid


@pytest.mark.parametrize(
    ("written", "langid", "rest"),
    [
        ("Dutch", "dutch", ""),
        ("DUT", "dutch", ""),
        ("nld", "dutch", ""),
        ("Nederlands", "dutch", ""),
        ("fr-FR", "french", ""),
        ("Français", "french", ""),
        ("francais", "french", ""),
        ("Duits", "german", ""),
        ("de_DE", "german", ""),
        ("español", "spanish", ""),
        ("中文", "chinese", ""),
        ("gle", "irish", ""),
        ("Fries", "frisian", ""),
        ("English", "", ""),
        ("Engels", "", ""),
        ("en-US", "", ""),
        ("eng; enm", "", "enm"),
        ("Dutch; English", "dutch", "English"),
        ("English and Dutch", "", "Dutch"),
        ("nl, dut", "dutch", ""),
        ("Klingon", "", "Klingon"),
        ("Klingon; Dutch", "", "Klingon; Dutch"),
        ("enthusiastic", "", "enthusiastic"),
        ("mul", "", "mul"),
        ("", "", ""),
    ],
)
def test_a_language_of_a_record_is_named_or_shown(written: str, langid: str, rest: str):
    assert read_language(written) == (langid, rest)
    records = [
        f"@book{{k, title = {{T}}, language = {{{written}}}}}",
        json.dumps([{"type": "book", "title": "T", "language": written}]),
        f"TY  - BOOK\nTI  - T\nLA  - {written}\nER  - \n",
    ]
    for record in records:
        [draft] = read_text(record, names=())
        assert draft.fields.get("langid", "") == langid
        assert [value for name, value in draft.left if "language" in name] == [rest] * bool(rest)


@pytest.mark.parametrize(
    ("written", "langid"),
    [("nl", "dutch"), ("de-AT", "german"), ("ngerman", "ngerman"), ("Nederlands", "dutch"),
     ("American", "american"), ("en-GB", "english"), ("Klingon", "Klingon")],
)  # fmt: skip
def test_a_langid_is_biblatex_s(written: str, langid: str):
    [draft] = read_text(f"@book{{k, title = {{T}}, langid = {{{written}}}}}", names=())
    assert (draft.fields["langid"], draft.left) == (langid, [])
