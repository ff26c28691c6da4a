"""The catalogs of translations: a translation may say no more than its message does.

A message of a page is Markdown, and its translation has the same roles, links and marks. A word
of the interface is put into pages as it stands, and often filled in; its translation has the same
places and the same markup.
"""

from __future__ import annotations

import gettext
import re
from collections import Counter
from io import StringIO
from itertools import chain
from typing import TYPE_CHECKING

from babel.messages.pofile import PoFileError, read_po

from extensions.gate.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Catalog

#: Where something is filled in: ``%(name)s``, ``%s``, ``{name}``; a lone mark counts too.
_PLACE = re.compile(r"%(?:\(\w*\))?[#0 +-]*[\d*]*(?:\.[\d*]+)?[a-zA-Z%]|\{[^{}]*\}|[%{}]")
#: What HTML reads, in text and between quotes.
_MARKUP = re.compile(r"<[^<>]*>|&#?\w+;|[<>\"`]")
#: Text in backticks: the content of a role, or code; what is escaped begins none.
_CODE = re.compile(r"\\.|(`+)(?!`)(?:(.+?)(?<!`)\1(?!`))?", re.DOTALL)
#: What leads somewhere, wherever it seems to stand: a backtick may belong to an address.
_LEADS = re.compile(r"\[\^[^\]\s]*\]?|\]\([^)]*\)?|\]\[[^\]]*\]?|!\[|<[a-zA-Z][\w+.-]*:[^<>]*>")
#: What Markdown reads outside it: braces, where links lead, pictures, addresses, HTML.
_MARKS = re.compile(r"\{[^{}]*\}|\]\([^)]*\)|\]\[[^\]]*\]|!\[|<[^<>]*>|[{}]")
#: Lines with which something other than a paragraph begins.
_BLOCK = re.compile(
    r"^[ \t]*(?:`{3,}|~{3,}|:{3,}|-{3,}|={3,}|\(\S+\)=|\[[^\]]+\]:|\|.*|\$\$.*|\+\+\+)",
    re.MULTILINE,
)
#: The number of plurals, for each of which Babel and Sphinx make room.
_PLURALS = re.compile(r"nplurals(?!\s*=\s*[1-6]\s*;)", re.IGNORECASE)
_RULE = re.compile(r'"Plural-Forms:(?:(?!plural=)[^"])*+plural=([^";\\]*+);?\\n"')
_STRINGS = re.compile(r'"[ \t\r]*\n\s*"')
#: Catalogs of words that are no page's: the book's and its packages'.
INTERFACE = ("sphinx.po", "apabib.po", "sphinx_apa7.po")
LONGEST_MESSAGE = 10_000
_REDO = "`make language` makes one"


def check(path: str, text: str) -> Iterator[Finding]:
    """Everything in the catalog *path* that its messages do not have."""
    if _PLURALS.search(_STRINGS.sub("", text)):
        yield Finding(path, 1, "catalog", "nplurals in the header is 1 to 6: mend it")
        return
    try:
        catalog = read_po(StringIO(text), abort_invalid=True)
        charset, plurals = catalog.charset, catalog.plural_expr
        # What Babel reads is not what gettext calculates.
        header = _RULE.search(text)
        rule = gettext.c2py(header[1] if header else plurals)
        forms = max(rule(n) for n in range(200))
    except (
        PoFileError,
        ValueError,
        LookupError,
        AttributeError,
        TypeError,
        ArithmeticError,
    ) as error:
        line = (getattr(error, "lineno", None) or 0) + 1
        yield Finding(path, line, "catalog", f"this is no catalog ({error}): {_REDO}")
        return
    except RecursionError:
        yield Finding(path, 1, "catalog", f"this is no catalog: {_REDO}")
        return
    if (charset or "").lower() not in ("utf-8", "utf8") or forms > 5:
        yield Finding(path, 1, "catalog", "the header names UTF-8 and a few plurals, no other")
        return
    yield from _translations(path, catalog)


def _translations(path: str, catalog: Catalog) -> Iterator[Finding]:
    # A page of such a name has its catalog in a folder below.
    words = path.startswith("packages/") or path.partition("/LC_MESSAGES/")[2] in INTERFACE
    compare = _interface if words else _page
    for message in catalog:
        if not message.id or (message.fuzzy and compare is _page):  # Sphinx passes those over
            continue
        ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
        strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
        for string in filter(None, strings):
            # Sphinx asks for the first by any of them.
            if problem := next(chain(*(compare(one, string) for one in {*ids})), ""):
                yield Finding(path, message.lineno or 1, "catalog", problem)


def _interface(message: str, string: str) -> Iterator[str]:
    if max(len(message), len(string)) > LONGEST_MESSAGE // 5:
        yield f"a word of the interface has {LONGEST_MESSAGE // 5:,} characters at most: shorten it"
        return
    yield from _same(_PLACE.findall(message), _PLACE.findall(string), "place", "places")
    yield from _same(_MARKUP.findall(message), _MARKUP.findall(string), "mark", "marks")


def _page(message: str, string: str) -> Iterator[str]:
    if max(len(message), len(string)) > LONGEST_MESSAGE:
        yield f"a message has {LONGEST_MESSAGE:,} characters at most: shorten the paragraph"
        return
    for block in _BLOCK.findall(string):
        if block not in message:
            yield f"a translation has no “{block.strip()[:20]}” of its own: take it out"
    yield from _same(_LEADS.findall(message), _LEADS.findall(string), "mark", "marks")
    bare, said = (_CODE.sub(_outside, text) for text in (message, string))
    yield from _same(_MARKS.findall(bare), _MARKS.findall(said), "mark", "marks")
    if len(string) > 10 * len(message) + 2_000:
        yield "the translation is much longer than its message: shorten it"


def _outside(found: re.Match[str]) -> str:
    """What stays of a text in backticks, of an escape, and of backticks without an end."""
    return "`" if found[2] else found[0]


def _same(message: list[str], string: list[str], one: str, more: str) -> Iterator[str]:
    """Say what *string* has more or fewer of than *message*."""
    wanted, found = Counter(message), Counter(string)
    for name in sorted((found - wanted) + (wanted - found)):
        word = "lacks" if wanted[name] > found[name] else "has one too many"
        yield f"the translation {word}: the {one} “{name[:40]}”; give it the {more} of its message"
