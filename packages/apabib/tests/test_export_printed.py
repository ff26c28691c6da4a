"""The whole test set of APA 7 goes out to another format, comes back, and prints as before."""

from __future__ import annotations

from pathlib import Path

import pytest

from apabib.apa7.format import References, works_of
from apabib.bibtex import model
from apabib.bibtex.parse import parse
from apabib.export import export
from apabib.intake.formats import read_text
from apabib.intake.writing import written

SECTIONS = sorted((Path(__file__).parent / "apa7").glob("*.bib"))
#: Works that come back otherwise, and why.
OTHERWISE = {
    # Programs write "Anonymous" where they know no author; ``add`` leaves it out and says so.
    "anonymous2014", "anon", "anonym",
    # A subtitle begins with a capital (section 6.17): ``add`` sees to it.
    "imaginednews2018frogs", "texaccents2013",
}  # fmt: skip


@pytest.mark.parametrize("to", ["csl-json", "ris"])
@pytest.mark.parametrize("section", SECTIONS, ids=lambda path: path.stem)
def test_prints_as_before(section: Path, to: str):
    entries = [entry for entry in parse(section.read_text(encoding="utf-8")).entries
               if entry.type not in model.NO_WORKS]  # fmt: skip
    back = "\n\n".join(
        written(read_text(export(entries, [entry.key], to))[0], entry.key) for entry in entries
    )
    before, after = References(works_of(entries)), References(works_of(parse(back).entries))
    keys = [entry.key for entry in entries if entry.key not in OTHERWISE]
    assert {key: after.reference_text(key) for key in keys} == {
        key: before.reference_text(key) for key in keys
    }
