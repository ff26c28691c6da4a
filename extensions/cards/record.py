"""What pages have and where they lead, kept beside the output; and the files of cards out of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extensions.cards.things import WHOLE, Page, Thing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

#: In the folder of the output: the pages as they were when they were written.
RECORD = ".cards.json"
#: Where the files are, in that folder, and how ``book.load`` names that of a page.
DATA, NAME = "_static/data", "cards/{page}"
#: The page of the index, which has no doctree.
INDEX = "genindex"


def read(output: Path) -> dict[str, Page]:
    """What ``write`` kept; nothing for a new output, or where it is damaged."""
    try:
        kept = json.loads((output / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return kept if isinstance(kept, dict) and all(map(_is_page, kept.values())) else {}


def _is_page(value: object) -> bool:
    return isinstance(value, dict) and value.keys() == Page.__annotations__.keys()


def write(app: Sphinx, seen: Mapping[str, Page]) -> None:
    """Keep what was *seen* of pages in this build, and write the file of each page that changes."""
    output = Path(app.outdir)
    old = read(output)
    pages = {
        name: page for name in sorted(app.env.all_docs) if (page := seen.get(name) or old.get(name))
    }
    if pages != old:
        _put(output / RECORD, json.dumps(pages, ensure_ascii=False))
    addresses = {name: app.builder.get_target_uri(name) for name in app.env.all_docs}
    links: dict[str, Iterable[Iterable[str]]] = {
        name: page["links"] for name, page in pages.items()
    }
    if app.config.html_use_index:
        links[INDEX] = index_links(app.env)
    made = {
        output / DATA / f"{NAME.format(page=name)}.js": script(
            NAME.format(page=name), cards(places, pages, addresses)
        )
        for name, places in links.items()
    }
    for path in (output / DATA / NAME.format(page="")).rglob("*.js"):
        if path not in made:
            path.unlink()
    for path, text in made.items():
        _put(path, text)


def index_links(env: BuildEnvironment) -> list[list[str]]:
    """Where the index leads."""
    return [
        [docname, place]
        for docname, entries in sorted(env.domains.index_domain.entries.items())
        if docname in env.all_docs
        for _kind, _value, place, _main, _key in entries
    ]


def cards(
    links: Iterable[Iterable[str]], pages: Mapping[str, Page], addresses: Mapping[str, str]
) -> dict[str, Any]:
    """What a page needs for its *links*: cards by address, and which section has a place.

    A place that is no thing itself has the card of its section, else that of its page.
    """
    found: dict[str, Thing] = {}
    places: dict[str, dict[str, str]] = {}
    for docname, id_ in links:
        if docname not in pages:
            continue
        things, address = pages[docname]["things"], addresses[docname]
        name = id_
        if name not in things:
            name = pages[docname]["places"].get(id_, WHOLE)
            if name in things and name != WHOLE:
                places.setdefault(address, {})[id_] = name
        if name in things:
            found[f"{address}#{name}" if name else address] = things[name]
    return {"cards": found, "places": places}


def script(name: str, value: object) -> str:
    """A classic script that gives *value*, which a browser reads from any disk.

    JSON is JavaScript since 2019; before, two characters ended a line in it.
    """
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"book.give({json.dumps(name)}, {text});\n"


def _put(path: Path, text: str) -> None:
    """Write a file in one step, unless it is there as it should be."""
    content = text.encode()
    try:
        if path.read_bytes() == content:
            return
    except OSError:
        path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.new")
    new.write_bytes(content)
    new.replace(path)
