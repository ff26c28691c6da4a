"""extensions.changes: which rating changed, when and why; only what is on record."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from sphinx.testing.util import SphinxTestApp
from sphinx.util.console import strip_escape_sequences

from extensions.changes import changelog, record
from tasks import edition
from tasks.environment import TaskError

CLAIM = """\
:::{{claim}} {id}
:speaker: coan
:rating: {rating}
:sources: doe2017hand
:certainty: low (imprecision)
:reported: exactly
:seen: 2026-11-20

{statement}

They may.
:::
"""
CHANGELOG = """\
# Changelog

## Unreleased

### The book

- More on *hands*.

### Ratings

- `hand`: A study of 2027
  found no effect.

### The tools

- A tool.

## 1.0

### The book

- First.
"""
BIB = "@book{doe2017hand,\n author = {Doe, J.},\n title = {Hand},\n date = {2017},\n}\n"
CONF = {
    "extensions": ["myst_parser", "sphinx_apa7", "extensions.claims", "extensions.changes"],
    "bibtex_bibfiles": ["refs.bib"],
    "myst_enable_extensions": ["colon_fence"],
    "claims_speakers": {"coan": "Jim Coan"},
    "numfig": True,
    "include_patterns": ["index.md", "changes.md"],
    "html_copy_source": False,
}
EDITION = {
    "version": "1.0",
    "date": "2026-12-01",
    "claims": {
        "hand": {"number": "1", "rating": "supported", "statement": "Hands calm."},
        "gone": {"number": "2", "rating": "mixed", "statement": "Feet calm."},
    },
}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    source = tmp_path / "source"
    source.mkdir()
    claims = [("hand", "contested", "Hands calm."), ("new", "mixed", "Faces calm.")]
    text = "\n".join(
        CLAIM.format(id=id_, rating=rating, statement=said) for id_, rating, said in claims
    )
    (source / "index.md").write_text(f"# Book\n\n{text}\n\n```{{toctree}}\nchanges\n```\n", "utf-8")
    (source / "changes.md").write_text("# Changes\n\n```{changes}\n```\n", "utf-8")
    (source / "refs.bib").write_text(BIB, "utf-8")
    (source / "CHANGELOG.md").write_text(CHANGELOG, "utf-8")
    (source / "conf.py").write_text("", "utf-8")
    return source


def build(source: Path, out: str = "out", builder: str = "html", **settings) -> tuple[Path, str]:
    app = SphinxTestApp(
        builder, srcdir=source, builddir=source.parent / out, freshenv=False,
        confoverrides={**CONF, **settings},
    )  # fmt: skip
    try:
        app.build()
    finally:
        app.cleanup()
    return Path(app.outdir), strip_escape_sequences(app.warning.getvalue())


def sections(output: Path) -> dict[str, str]:
    """The sections of the page: title and words."""
    page = BeautifulSoup((output / "changes.html").read_text("utf-8"), "lxml")
    return {
        part.h2.get_text().removesuffix("¶"): " ".join(
            " ".join(tag.get_text() for tag in part.find_all(["p"])).split()
        )
        for part in page.select("section section")
    }


def keep(source: Path, *editions: dict) -> None:
    (source / record.FILE).write_text(json.dumps({"editions": editions}), "utf-8")


def test_book_without_a_record_says_so(source):
    output, warnings = build(source)
    assert warnings == ""
    assert sections(output) == {
        "Not yet in an edition": "More on hands. No edition has come out whose ratings are on"
        " record, so this page has no changes of ratings yet.",
        "Edition 1.0": "First.",
    }


def test_changed_rating_is_shown_with_its_reason(source):
    keep(source, EDITION)
    output, warnings = build(source)
    assert warnings == ""
    found = sections(output)
    assert found["Not yet in an edition"] == (
        "More on hands. Claims whose rating is another than before: 1 Hands calm."
        " Was: Supported. Is: Contested. A study of 2027 found no effect."
        " Feet calm. It is no longer in the book. New claims: 1."
    )
    assert found["Edition 1.0 (December 1, 2026)"] == (
        "First. The record of ratings begins with this edition: 2 claims."
    )
    page = BeautifulSoup((output / "changes.html").read_text("utf-8"), "lxml")
    assert page.select_one("a[href='index.html#claim-hand']").get_text() == "1"


def test_later_edition_is_compared_with_the_one_before(source):
    later = {**EDITION, "version": "1.1", "date": "2027-05-01", "claims": {
        "hand": {"number": "1", "rating": "contested", "statement": "Hands calm."},
        "new": {"number": "2", "rating": "mixed", "statement": "Faces calm."},
    }}  # fmt: skip
    keep(source, EDITION, later)
    text = CHANGELOG.replace("## Unreleased", "## 1.1")
    (source / "CHANGELOG.md").write_text(text, "utf-8")
    output, warnings = build(source)
    assert warnings == ""
    found = sections(output)
    assert list(found) == ["Edition 1.1 (May 1, 2027)", "Edition 1.0 (December 1, 2026)"]
    assert "Was: Supported. Is: Contested." in found["Edition 1.1 (May 1, 2027)"]


def test_same_ratings_are_said_to_be_the_same(source):
    same = {"hand": {"number": "1", "rating": "contested", "statement": "Hands calm."}}
    keep(source, {**EDITION, "claims": same})
    output, _warnings = build(source)
    assert "No claim has another rating than before." in sections(output)["Not yet in an edition"]


def test_rating_that_changed_without_a_reason_is_a_warning(source):
    keep(source, EDITION)
    (source / "CHANGELOG.md").write_text(CHANGELOG.replace("- `hand`", "- hand"), "utf-8")
    _output, warnings = build(source)
    assert warnings == (
        f"{source / 'changes.md'}: WARNING: the rating of the claim 'hand' was supported and is"
        " contested: say why in CHANGELOG.md, section Unreleased, below “### Ratings”:"
        " - `hand`: ... [changes.no_reason]\n"
    )


def test_damaged_record_ends_the_build(source):
    (source / record.FILE).write_text('{"editions": [{}]}', "utf-8")
    with pytest.raises(Exception, match=r"editions\.json is not as `make edition` writes it"):
        build(source)


@pytest.mark.parametrize("change", ["rating", "record", "changelog"])
def test_building_on_an_older_build_is_building_anew(source, change):
    keep(source, EDITION)
    before, _ = build(source)
    old = (before / "changes.html").read_bytes()
    if change == "rating":
        text = (source / "index.md").read_text("utf-8")
        (source / "index.md").write_text(text.replace("contested", "unsupported"), "utf-8")
    elif change == "record":
        keep(source, {**EDITION, "date": "2026-12-02", "claims": {}})
    else:
        (source / "CHANGELOG.md").write_text(CHANGELOG.replace("First.", "Second."), "utf-8")
    again, _ = build(source)
    new = (again / "changes.html").read_bytes()
    clean, _ = build(source, out="clean")
    assert new == (clean / "changes.html").read_bytes()
    assert new != old


@pytest.mark.parametrize("builder", ["typst", "epub"])
def test_other_outputs_have_the_page(source, builder):
    keep(source, EDITION)
    settings = {"extensions": [*CONF["extensions"], "sphinx_typst_book"], "author": "Nobody"}
    output, warnings = build(
        source, builder=builder, **settings, version="1", copyright="Nobody", project="Book"
    )
    assert warnings == ""
    name = "*.typ" if builder == "typst" else "changes.xhtml"
    text = "".join(path.read_text("utf-8") for path in output.glob(name))
    assert "Was: Supported. Is: Contested." in text


def test_changelog_is_read_by_sections():
    first, second = changelog.sections(CHANGELOG)
    assert (first.name, first.version, first.reasons) == (
        "Unreleased", "", {"hand": "A study of 2027 found no effect."}
    )  # fmt: skip
    assert [line for line in first.lines if line] == ["- More on *hands*."]
    assert (second.version, second.reasons) == ("1.0", {})


# -- make edition ------------------------------------------------------------------------


@pytest.fixture
def released(source, monkeypatch):
    """A repository whose CITATION.cff and conf.py name edition 1.0."""
    conf = "".join(f"{name} = {value!r}\n" for name, value in CONF.items())
    (source / "conf.py").write_text(f'version = "1.0"\n{conf}', "utf-8")
    (source / "CITATION.cff").write_text('version: "1.0"\ndate-released: 2026-12-01\n', "utf-8")
    monkeypatch.setattr(edition, "REPOSITORY", source)
    monkeypatch.setattr(edition, "own", lambda path: path)
    return source


def test_edition_is_recorded_once(released, capsys):
    assert edition.main([]) == 0
    assert capsys.readouterr().out == "editions.json: 1.0 of 2026-12-01, 2 claims\n"
    [one] = record.load(released)
    assert one.claims["hand"] == record.Rated("1", "contested", "Hands calm.")
    assert (released / record.FILE).read_text("utf-8") == record.dump([one])
    with pytest.raises(TaskError, match=r"editions\.json has 1\.0 already"):
        edition.main([])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('version: "1.0"\n', "no date-released"),
        ('version: "1.1"\ndate-released: 2026-12-01\n', r"version 1\.1, conf\.py 1\.0"),
    ],
)
def test_edition_that_is_not_ready_is_not_recorded(released, text, message):
    (released / "CITATION.cff").write_text(text, "utf-8")
    with pytest.raises(TaskError, match=message):
        edition.main([])
    assert not (released / record.FILE).exists()
