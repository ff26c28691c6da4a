"""Words in other languages: every one has its Dutch, and the catalog is in order.

Those of references stand in ``apabib.po``, what the tool says in ``tool.po``.
"""

from __future__ import annotations

import ast
import os
import re
import string
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from apabib.i18n import CATALOGS, translator

SOURCE = Path(__file__).parents[1] / "src" / "apabib"
#: The places of a message that are filled with ``%``.
PLACE = re.compile(r"%(?:\(\w+\))?\d*[a-zA-Z]|%%")


def marked_words(source: Path = SOURCE) -> dict[str, str]:
    """Each msgid in ``_("...")`` and ``ngettext("...", ...)``, with where it is.

    Babel's own extractor does not look into f-strings.
    """
    found = {}
    for path in sorted(source.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Name(id="_" | "ngettext"), args=[ast.Constant(value=str(text)), *_]
                ):
                    found.setdefault(text, f"{path.name}:{node.lineno}")
    return found


def words_of(path: Path) -> dict[str, str]:
    """The catalog; of what has a plural, the form for several."""
    with path.open("rb") as file:
        return {
            message.id if isinstance(message.id, str) else message.id[0]: message.string
            if isinstance(message.string, str)
            else message.string[-1]
            for message in read_po(file)
            if message.id
        }


#: Words of references, with where they are; what the tool says besides.
PRINTED = marked_words(SOURCE / "apa7")
TOLD = {text: place for text, place in marked_words().items() if text not in PRINTED}

catalogs = pytest.mark.parametrize(
    ("catalog", "marked"),
    [
        pytest.param(words_of(path), marked, id=f"{path.parts[-3]}-{path.stem}")
        for name, marked in (("apabib.po", PRINTED), ("tool.po", TOLD))
        for path in CATALOGS.rglob(name)
    ],
)


def test_words_are_found():
    assert "n.d." in PRINTED
    assert {"add a comma", "%d remark", "Article in a journal"} <= TOLD.keys()


@catalogs
def test_every_marked_word_is_translated(catalog, marked):
    assert {text: place for text, place in marked.items() if not catalog.get(text)} == {}


@catalogs
def test_no_word_is_idle(catalog, marked):
    assert catalog.keys() - marked.keys() == set()


@catalogs
def test_translations_keep_the_places_to_fill(catalog, marked):
    def fields(text: str) -> list[str]:
        return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)

    def places(text: str) -> list[str]:
        named = [place for place in PLACE.findall(text) if "(" in place]
        return sorted(named) or PLACE.findall(text)  # those without a name keep their order

    of = fields if marked is PRINTED else places
    assert {t: words for t, words in catalog.items() if of(t) != of(words)} == {}
    ends = {t: words for t, words in catalog.items() if (t[:1] == " ") != (words[:1] == " ")}
    assert ends == {}


@catalogs
def test_the_catalog_is_sorted(catalog, marked):
    assert list(catalog) == sorted(catalog)


@pytest.mark.parametrize("language", ["nl", "nl_BE", "nl-BE"])
def test_a_language_is_found_with_and_without_its_country(language: str):
    assert translator(language)("n.d.") == "z.d."


@pytest.mark.parametrize("language", ["en", "en_US", "", "xx", "../nl"])
def test_otherwise_words_are_english(language: str):
    assert translator(language)("n.d.") == "n.d."


@pytest.mark.parametrize("language", ["", "C.UTF-8", "en_US.UTF-8"])
def test_an_english_run_reads_no_catalog(language: str):
    code = "import sys, apabib.i18n; print('babel' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"LANG": language, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "False\n"


def test_the_language_of_the_user_is_asked_for():
    code = "from apabib.i18n import _; print(_('n.d.'))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={
            "LANG": "en_US.UTF-8",
            "LC_ALL": "nl_NL.UTF-8",
            "PYTHONPATH": os.pathsep.join(sys.path),
        },
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "z.d.\n"


def test_check_speaks_the_language_of_the_user(tmp_path: Path):
    (tmp_path / "refs.bib").write_text(
        "@artcle{roe2001a, title = {A}}\n"
        "@book{roe2001hands, author = {Roe, Ann}, title = {Hands}, year = {2001},\n"
        "  publisher = {P}, series = {S}, volume = {3}}\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "apabib", "check", "refs.bib"],
        cwd=tmp_path,
        env={
            "LANGUAGE": "nl",
            "PYTHONPATH": os.pathsep.join(sys.path),
            "PYTHONIOENCODING": "utf-8",
        },
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 1
    assert done.stdout == (
        "refs.bib:1: roe2001a: er is geen type @artcle; bedoel je @article?\n"
        "refs.bib:3: roe2001hands: APA drukt geen series van een @book; het mag blijven voor andere"
        " programma's\n"
        "refs.bib:3: roe2001hands: volume wordt gedrukt als dat van een werk in meer delen, en"
        " series niet; is het het nummer in de reeks, noem het dan number: APA drukt geen van"
        " beide\n"
    )
    assert done.stderr == "1 fout, 0 waarschuwingen, 2 opmerkingen\n"
