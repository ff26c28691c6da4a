"""Names and tags of languages as codes."""

from __future__ import annotations

import pytest

from apabib.text.languages import langid_of, language_code


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
