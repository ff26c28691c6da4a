"""The bibliography: no value of it is so long that a typesetter takes long, or ends, at it.

What is wrong with an entry otherwise says the check of the bibliography.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extensions.gate import characters
from extensions.gate.allowed import DOIS, HIDDEN, LONGEST_PERSON, LONGEST_VALUE, PERSONS, UNPRINTED
from extensions.gate.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

_AND = re.compile(r"\sand\s")


def check(path: str, content: bytes, longest: int) -> Iterator[Finding]:
    """Everything in the bibliography *path* that is not on the list."""
    if (most := max(map(len, content.split(b"\n")))) > longest:
        yield Finding(path, 1, "text", f"a line of {most:,} bytes, of at most {longest:,}")
        return
    for number, words in enumerate(content.decode("utf-8", "replace").split("\n"), 1):
        if message := characters.problem(words.rstrip("\r")):
            yield Finding(path, number, "text", message)
    for found in HIDDEN.finditer(content):
        line = content.count(b"\n", 0, found.start()) + 1
        message = "this address hides where it leads: take out what stands before the @"
        yield Finding(path, line, "link", message)
    from apabib.bibtex import parse  # late: it reads its catalog, which has been looked at now

    bibliography = parse.parse(content)
    for entry in bibliography.entries:
        for field in entry.fields:
            if field.lower in DOIS and '"' in field.text:
                message = f"{field.lower} is no address, with its quotation mark: mend it"
                yield Finding(path, bibliography.place(field.start)[0], "link", message)
            persons = field.lower in PERSONS
            parts = _AND.split(field.text) if persons else [field.text]
            most = LONGEST_PERSON if persons else LONGEST_VALUE
            if field.lower not in UNPRINTED and (length := max(map(len, parts))) > most:
                what = f"a name in {field.lower}" if persons else field.lower
                message = f"{what} has {length:,} characters, of at most {most:,}: shorten it"
                yield Finding(path, bibliography.place(field.start)[0], "text", message)
