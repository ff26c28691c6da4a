"""Renew the catalogs of a language, and build the book in it: ``python -m tasks.language de``.

Sphinx extracts the messages of every page; Babel, which Sphinx brings, merges them into
``locale/<code>/LC_MESSAGES``. What is translated stays; what no page says any more is kept as a
comment. The words of the interface go into ``sphinx.po``: those that the Dutch one has, and those
of every package of this repository that has no catalog of that language itself.
"""

import io
import sys
from pathlib import Path

from babel import Locale
from babel.core import UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from tasks import book
from tasks.environment import REPOSITORY, TaskError, exit_status, own

WORDS = REPOSITORY / "locale" / "nl" / "LC_MESSAGES" / "sphinx.po"


def locale(code: str) -> Locale:
    """The language *code*, as Sphinx writes it: ``de``, ``pt_BR``. TaskError for another."""
    try:
        return Locale.parse(code)
    except (ValueError, UnknownLocaleError) as error:
        raise TaskError(
            f"no language has the code {code!r}: it is written as de or pt_BR"
        ) from error


def templates(folder: Path, code: str) -> dict[str, Catalog]:
    """Extract the messages of the book into *folder*; name of a catalog -> its messages.

    The folder has doctrees of its own: Sphinx refuses those of another builder here.
    """
    if book.sphinx("gettext", folder, []):
        raise TaskError("failed: the messages of the book could not be extracted (see above)")
    pages = folder / "gettext"
    found = {
        path.relative_to(pages).with_suffix(".po").as_posix(): _read(path)
        for path in sorted(pages.rglob("*.pot"))
        if path.name != "sphinx.pot"
    }
    found["sphinx.po"] = interface(code, [WORDS, *_packaged()])
    return found


def interface(code: str, dutch: list[Path]) -> Catalog:
    """The words of the catalogs *dutch*, but for packages that have the language *code* too."""
    found = Catalog()
    for path in dutch:
        folder, _, name = path.as_posix().rpartition("/locale/nl")
        if path != WORDS and Path(f"{folder}/locale/{code}{name}").exists():
            continue
        if path.name == "tool.po":
            continue  # what the bibliography tool says is no word of a book
        for message in _read(path):
            if message.id:
                found.add(message.id)
    return found


def _packaged() -> list[Path]:
    """The Dutch catalogs of the packages, in a folder of that language or under its name."""
    found = [REPOSITORY.glob(f"packages/*/src/*/locale/{name}") for name in ("nl.po", "nl/*/*.po")]
    return sorted(path for paths in found for path in paths)


def _read(path: Path, language: Locale | None = None) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language)


def renew(language: Locale, template: Catalog, path: Path) -> tuple[int, int]:
    """Merge *template* into the catalog *path*; return how many messages are translated, of all."""
    if path.exists():
        catalog = _read(path, language)
    else:
        words = f"# {language.english_name}. `make language ARGS={language}` renews this file."
        catalog = Catalog(language, header_comment=words, project=book.NAME, fuzzy=False)
        catalog.creation_date = template.creation_date
    catalog.update(template, update_creation_date=False)
    text = io.BytesIO()
    write_po(text, catalog, width=0, no_location=True)
    own(path).parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.getvalue())
    messages = [message for message in catalog if message.id]
    return sum(bool(message.string) and not message.fuzzy for message in messages), len(messages)


def main(arguments: list[str]) -> int:
    """Renew the catalogs of the language named first, build the formats named after it (all)."""
    if not arguments or not set(arguments[1:]) <= book.FORMATS.keys():
        raise TaskError(f"usage: make language ARGS='CODE [{' '.join(book.FORMATS)}]'")
    code, *formats = arguments
    language = locale(code)
    output = book.OUTPUT / code
    folder = REPOSITORY / "locale" / code / "LC_MESSAGES"
    counts = [
        renew(language, template, folder / name)
        for name, template in templates(output / ".work" / "messages", code).items()
    ]
    done, total = map(sum, zip(*counts, strict=True))
    print(f"{folder}: {done} of {total} messages are translated", flush=True)
    return book.build(formats or list(book.FORMATS), output, "-D", f"language={code}")


if __name__ == "__main__":
    sys.exit(exit_status(main, sys.argv[1:]))
