"""The deck for Anki, by genanki: what one imports a second time is brought up to date, not doubled.

Anki knows a note by its ``guid``, and takes over what was changed later than its own. So a guid
is made of the place of a term or a question, which every edition keeps, and the time of all notes
is that of the build (``SOURCE_DATE_EPOCH``), as in the EPUB. The same text gives the same bytes.
"""

from __future__ import annotations

import io
import itertools
import json
import os
import sqlite3
import time
import zipfile
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.locale import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx

#: Where a side comes from, and the fields of a note in Anki, which nobody sees.
Side = tuple[tuple[str, ...], str]
FIELDS = ("Front", "Back", "Chapter", "Source")
CSS = """\
.card { max-width: 36em; margin: 0 auto; padding: 1em; font: 1.15rem/1.5 serif; text-align: left; }
.term { font-size: 1.4rem; font-weight: bold; }
.from { margin-top: 1.5em; font: 0.8rem/1.4 sans-serif; opacity: 0.75; }
"""


def number(*parts: str) -> int:
    """An id of Anki's for what these words name: the same in every build."""
    seed = sha256("\0".join(parts).encode()).digest()
    return int.from_bytes(seed[:5], "big") | 1 << 40


def write_deck(app: Sphinx, terms: Sequence[Side], questions: Sequence[Side]) -> None:
    """Write the deck: below its name a deck of terms, and one of questions."""
    import genanki  # late: a book without a deck needs no genanki

    name = app.config.study_deck
    title = app.config.html_title or app.config.project
    license_ = app.config.html_license[0] if app.config.html_license else ""
    source = escape(" · ".join(part for part in (title, license_) if part), quote=False)
    decks = []
    kinds = (("terms", _("Key terms"), terms), ("questions", _("Review questions"), questions))
    for kind, label, sides in kinds:
        front = '<div class="term">{{Front}}</div>' if kind == "terms" else "{{Front}}"
        model = genanki.Model(
            number(name, "model", kind),
            f"{title}: {label}",
            fields=[{"name": field} for field in FIELDS],
            templates=[
                {
                    "name": label,
                    "qfmt": f'{front}<div class="from">{{{{Chapter}}}}</div>',
                    "afmt": '{{FrontSide}}<hr id="answer">{{Back}}'
                    '<div class="from">{{Source}}</div>',
                }
            ],
            css=CSS,
        )
        about = _("{title}, edition {version}").format(title=title, version=app.config.version)
        deck = genanki.Deck(number(name, "deck", kind), f"{title}::{label}", about)
        for due, ((docname, id_, front_side, back_side), chapter) in enumerate(sides):
            deck.add_note(
                genanki.Note(
                    model=model,
                    fields=[front_side, back_side, escape(chapter, quote=False), source],
                    guid=f"{number(name, kind, docname, id_):x}",
                    due=due,
                )
            )
        decks.append(deck)
    when = int(os.environ.get("SOURCE_DATE_EPOCH", time.time()))
    Path(app.outdir, name).write_bytes(packed(genanki.Package(decks), when))


def packed(package: Any, when: int) -> bytes:
    """What ``Package.write_to_file`` writes, but the same bytes for the same deck."""
    connection = sqlite3.connect(":memory:")
    package.write_to_db(connection.cursor(), when, itertools.count(when * 1000))
    connection.commit()
    collection = connection.serialize()
    connection.close()
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (("collection.anki2", collection), ("media", json.dumps({}))):
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()
