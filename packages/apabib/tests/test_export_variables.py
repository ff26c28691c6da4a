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
])  # fmt: skip
def test_an_address_is_verbatim(written: str, to: str):
    text = f"@online{{x, title = {{A}}, organization = {{B}}, year = 2001, url = {{{written}}}}}"
    exported = export(parse(text).entries, ["x"], to)
    address = "https://example.org/~ada/a_b?c=d&e=%20f#g"
    assert address in exported
    assert "tex.url" not in exported
    assert read_text(exported)[0].fields["url"] == address


def test_quotation_marks_of_tex_are_characters():
    says("@book{x, title = {``One'' and `two'---it's}}", title="“One” and ‘two’—it’s")
    says("@book{x, title = {The children's book}}", title="The children's book")
