"""A language's catalogs: made, renewed, and never losing what is translated."""

from pathlib import Path

import pytest
from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from tasks import language

GERMAN = Locale.parse("de")


def template(*messages: str) -> Catalog:
    catalog = Catalog()
    for message in messages:
        catalog.add(message)
    return catalog


def translate(path: Path, **words: str) -> None:
    """Write the translation of each message into the file, as a translator does."""
    text = path.read_text("utf-8")
    for message, translation in words.items():
        old = f'msgid "{message}"\nmsgstr ""'
        assert old in text
        text = text.replace(old, f'msgid "{message}"\nmsgstr "{translation}"')
    path.write_text(text, "utf-8")


def test_new_catalog_holds_every_message_and_says_how_it_is_renewed(tmp_path):
    path = tmp_path / "chapters/a.po"
    assert language.renew(GERMAN, template("Hand", "Threat"), path) == (0, 2)
    lines = path.read_text("utf-8").splitlines()
    assert lines[0] == "# German. `make language ARGS=de` renews this file."
    assert [line for line in lines if line.startswith("msgid")] == [
        'msgid ""', 'msgid "Hand"', 'msgid "Threat"',
    ]  # fmt: skip


def test_renewed_catalog_keeps_what_is_translated(tmp_path):
    path = tmp_path / "a.po"
    language.renew(GERMAN, template("Hand", "Threat"), path)
    translate(path, Hand="Hand!", Threat="Bedrohung")
    assert language.renew(GERMAN, template("Hand", "Touch"), path) == (1, 2)
    text = path.read_text("utf-8")
    assert '#~ msgid "Threat"\n#~ msgstr "Bedrohung"' in text
    with path.open("rb") as file:
        assert read_po(file)["Hand"].string == "Hand!"


def test_changed_message_is_marked_and_not_counted(tmp_path):
    path = tmp_path / "a.po"
    language.renew(GERMAN, template("They tested 16 women."), path)
    translate(path, **{"They tested 16 women.": "Sie untersuchten 16 Frauen."})
    assert language.renew(GERMAN, template("They tested 18 women."), path) == (0, 1)
    assert "#, fuzzy\n" in path.read_text("utf-8")


def test_renewing_twice_changes_nothing(tmp_path):
    path = tmp_path / "a.po"
    language.renew(GERMAN, template("Hand"), path)
    before = path.read_bytes()
    language.renew(GERMAN, template("Hand"), path)
    assert path.read_bytes() == before


def test_words_of_a_package_are_asked_for_unless_it_has_the_language(tmp_path):
    one, other = tmp_path / "locale/nl/LC_MESSAGES/one.po", tmp_path / "locale/nl.po"
    tool = one.with_name("tool.po")  # what a tool of a package says to its users
    for path, word in ((one, "Hand"), (other, "Page"), (tool, "add a comma")):
        language.renew(Locale.parse("nl"), template(word), path)
    found = language.interface("de", [one, other, tool])
    assert [str(m.id) for m in found if m.id] == ["Hand", "Page"]
    (tmp_path / "locale/de.po").touch()
    assert [str(m.id) for m in language.interface("de", [one, other]) if m.id] == ["Hand"]
    (tmp_path / "locale/de/LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "locale/de/LC_MESSAGES/one.po").touch()
    assert [m.id for m in language.interface("de", [one, other]) if m.id] == []


@pytest.mark.parametrize("arguments", [[], ["de", "docx"]])
def test_wrong_arguments_are_answered_with_the_usage(arguments):
    with pytest.raises(language.TaskError, match=r"make language ARGS='CODE \[html pdf epub\]'"):
        language.main(arguments)


@pytest.mark.parametrize("code", ["xx_YY_zz", "german", ""])
def test_code_that_is_no_language_is_named(code):
    with pytest.raises(language.TaskError, match=f"no language has the code '{code}'"):
        language.locale(code)
