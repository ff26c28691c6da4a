"""Texts, titles and years of a registry's item: CSL-JSON, or what Crossref answers.

Both have the same names, one with texts, the other with lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from apabib.text.dates import first_year
from apabib.text.tags import TAG, unescaped


def first(item: Mapping[str, Any], name: str) -> str:
    value = item.get(name)
    if isinstance(value, list):
        value = next((each for each in value if each), "")
    return str(value) if isinstance(value, str | int | float) else ""


def clean_text(value: str) -> str:
    """Registry text without HTML tags and entities (some are escaped twice)."""
    # Braces and backslashes mean nothing in a registry's text, and everything in BibTeX.
    return " ".join(re.sub(r"[{}\\]", "", TAG.sub("", unescaped(value))).split())


def titles_of(item: Mapping[str, Any], names: Iterable[str]) -> list[str]:
    """All texts under some names of an item, lists flattened."""
    found: list[str] = []
    for name in names:
        value = item.get(name)
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, str) and each.strip():
                found.append(clean_text(each))
    return found


def date_years(value: Any) -> list[str]:
    """Years of a CSL date; missing parts, ``[[null]]`` and raw strings are all met in practice."""
    if not isinstance(value, Mapping):
        return []
    parts = value.get("date-parts")
    if isinstance(parts, list):
        return [str(part[0]) for part in parts if isinstance(part, list) and part and part[0]]
    year = first_year(str(value.get("raw") or value.get("literal") or ""))
    return [year] if year else []
