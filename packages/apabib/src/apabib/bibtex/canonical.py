r"""The canonical form: entries by key, fields in order, one a line, Unicode, bare DOIs.

Only values that are understood are rewritten: accents become characters in fields that are printed,
a raw ``&`` becomes ``\&``, page ranges get ``--``, DOIs lose their address, ordinals of editions
become numbers. Everything else, ``@string`` names, keys and comments included, is kept as it was
written: mathematics, addresses in running text, and what stands in a command of LaTeX that takes
its argument as it is.

A file with a syntax fault is not touched: what was meant is for a person to say. Neither is one
whose order tells something: a name of ``@string`` that is given a second value.
"""

from __future__ import annotations

import re

from apabib.bibtex import model
from apabib.bibtex.characters import composed
from apabib.bibtex.entries import Bibliography, Block, Entry, Field
from apabib.findings import ERROR, Finding
from apabib.text.identifiers import clean_doi
from apabib.text.latex import to_unicode, with_tildes
from apabib.text.ordinals import edition_number

_PLACE = {name: place for place, name in enumerate(model.ORDER)}
#: Fields whose white space means nothing; of others (abstracts, notes to self) it is kept.
_FOLDED = model.TEXT | frozenset(model.ORDER)
_RAW = re.compile(r"(?<!\\)[&%#](?!(?:[A-Za-z]{2,8}|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});)")
_RANGE = re.compile(
    r"([A-Za-z]{0,3}[0-9]{1,7}[A-Za-z]{0,2})\s*[-‐-―−]{1,3}\s*([A-Za-z]{0,3}[0-9]{1,7}[A-Za-z]{0,2})"
)
_PAGE = re.compile(r"([A-Za-z]{0,3})([0-9]{1,7})[A-Za-z]{0,2}")
#: Fields that name other entries.
_KEYS = frozenset({"crossref", "xref", "xdata", "ids", "related", "entryset"})
#: Fields whose characters are an address of something.
_EXACT = frozenset({"doi", "url", "eprint", "file", "pdf"})
_SYNTAX = frozenset(
    {
        "unclosed",
        "stray-text",
        "stray-at",
        "percent-comment",
        "at-in-comment",
        "comma-missing",
        "comma-twice",
        "key-missing",
        "brace-extra",
        "value-missing",
        "string-form",
        "string-unknown",
        "string-long",
        "encoding-utf8",
        "key-form",
        "name-form",
        "comment-form",
    }
)
#: Faults or not, these make the order of a file tell something.
_ORDERED = frozenset({"string-twice"})
# What LaTeX takes as it is, mathematics, a line break, and addresses that stand in a text: a sign
# or an accent in them is none.
_VERBATIM = re.compile(
    r"\\(?:url|path|href|nolinkurl|verb|lstinline|detokenize|hyperref|cite[a-z]*|ensuremath|\\|[(\[])"
    r"|(?<!\\)\$|://|\bwww\.|/\\~|\bdoi:|@"
)
_ADDRESS = re.compile(r"\\(?:url|path|href|nolinkurl)\b|://|\bwww\.")
_AMPERSANDS = re.compile(r"(?<!\\)&")


def obstacles(bibliography: Bibliography) -> list[Finding]:
    """What makes a rewrite unsafe: the reader had to guess, or the order tells something."""
    return [
        f
        for f in bibliography.findings
        if (f.code in _SYNTAX and f.severity == ERROR) or f.code in _ORDERED
    ]


def tidy(bibliography: Bibliography) -> str:
    """The whole file in canonical form; ``bibliography`` must have no obstacles."""
    header, commands, entries, footer = _parts(bibliography)
    parents = {entry.get("crossref").casefold() for entry, _before, _after in entries}
    # Classic BibTeX wants a crossref's parent behind its children.
    entries.sort(key=lambda part: (part[0].key.casefold() in parents - {""}, part[0].key))
    pieces = [header, *commands]
    for entry, before, after in entries:
        pieces.append("\n".join(filter(None, (before, render(entry) + after))))
    pieces.append(footer)
    text = "\n\n".join(piece for piece in pieces if piece)
    return text + "\n" if text else ""


def unlike(before: Bibliography, after: Bibliography) -> str:
    """The key of an entry that says something else after a rewrite; "" if none does."""
    entries = {id(entry): entry for entry in before.entries}
    kept: dict[str, list[Entry]] = {}
    for entry in after.entries:
        kept.setdefault(entry.key, []).append(entry)
    for entry in entries.values():
        others = kept.get(entry.key)
        if not others or _said(entry) != _said(others.pop(0)):
            return entry.key
    return next((key for key, left in kept.items() if left), "")


def _said(entry: Entry) -> tuple[str, list[tuple[str, str]]]:
    return entry.type, [
        (each.lower, clean(each.lower, each.text) if each.literal else each.text)
        for each in _in_order(entry.fields)
    ]


def render(entry: Entry) -> str:
    """One entry in canonical form, without a newline at its end."""
    lines = [f"@{entry.type}{{{entry.key},"]
    lines += [f"  {each.lower:<16} = {_value(entry, each)}," for each in _in_order(entry.fields)]
    return "\n".join([*lines, "}"])


def _in_order(fields: list[Field]) -> list[Field]:
    """Fields as they stand in the canonical form, each with its annotations behind it."""
    written = {each.lower: at for at, each in reversed([*enumerate(fields)])}

    def rank(at: int) -> tuple[int, int, str]:
        name = fields[at].lower
        whole = model.part_of(name) if "+" in name else name
        if whole in _PLACE:
            return _PLACE[whole], 0, name.removeprefix(whole)
        return len(_PLACE), at if whole == name else written.get(whole, at), name[len(whole) :]

    return [fields[at] for at in sorted(range(len(fields)), key=rank)]


def _value(entry: Entry, each: Field) -> str:
    if not each.literal:
        return each.raw  # names of @string and #: what they stand for is kept in one place
    return "{" + clean(each.lower, each.text, entry.type) + "}"


def clean(name: str, text: str, kind: str = "") -> str:
    """A value in canonical form; unchanged where it is not understood."""
    kept = text
    if is_composed(name, text):
        text = composed(text)
    if name in model.NOTICES or name == "url":
        text = with_tildes(text)
    if name not in _FOLDED or name in _KEYS:
        return text
    text = " ".join(text.split())
    if name == "doi":
        return clean_doi(text) or text
    if name in model.TEXT and not _VERBATIM.search(kept):
        text = to_unicode(text)
        if name not in model.NAMES or "{" in text or not _AMPERSANDS.search(text):
            text = _RAW.sub(lambda match: "\\" + match[0], text)
    if name == "pages":
        return ", ".join(_ranged(part) for part in text.split(", "))
    if name == "edition":
        return edition_number(text) or text
    return text


def is_composed(name: str, text: str) -> bool:
    """Whether letters of a value get their accents; those of addresses and keys stay as they are.

    In an address they are other bytes.
    """
    return name not in _KEYS and name not in _EXACT and not _ADDRESS.search(text)


def _ranged(part: str) -> str:
    """A range of pages with its dash; what may be no range is kept."""
    found = _RANGE.fullmatch(part)
    if not found:
        return part
    first, last = (_PAGE.fullmatch(page) for page in found.groups())
    if not first or not last or last[1] not in {first[1], ""}:
        return part
    # The last page may be cut short: 1032-9. One that comes before the first is a guess.
    whole = first[2][: max(0, len(first[2]) - len(last[2]))] + last[2]
    if int(whole) <= int(first[2]):
        return part
    return f"{found[1]}--{found[2]}"


def _parts(
    bibliography: Bibliography,
) -> tuple[str, list[str], list[tuple[Entry, str, str]], str]:
    """Header, commands, entries with the comment before and the rest of the line, footer."""
    text = bibliography.text
    # A comment command is a comment like any other; only these two must stand first.
    commands = [block for block in bibliography.blocks if block.type != "comment"]
    blocks: list[Block | Entry] = [*commands, *bibliography.entries]
    blocks.sort(key=lambda block: block.start)
    header, at = "", 0
    first_lines: list[str] = []
    entries: list[tuple[Entry, str, str]] = []
    for place, block in enumerate(blocks):
        comment = _comment(text[at : block.start])
        if place == 0:
            header, comment = _header(comment, text[at : block.start])
        newline = text.find("\n", block.end)
        newline = newline if newline >= 0 else len(text)
        rest = text[block.end : newline]
        after_block = blocks[place + 1].start if place + 1 < len(blocks) else len(text)
        # What stands behind the brace on its line belongs to this block.
        rest = "" if not rest.strip() or newline > after_block else " " + rest.strip()
        at = newline if rest else block.end
        if isinstance(block, Entry):
            entries.append((block, comment, rest))
        else:
            command = text[block.start : block.end] + rest
            first_lines.append("\n".join(filter(None, (comment, command))))
    return header, first_lines, entries, _comment(text[at:])


def _comment(gap: str) -> str:
    """The lines of a gap without trailing space; runs of empty lines become one, none at the ends.

    A comment stays with what follows it.
    """
    lines: list[str] = []
    for line in gap.split("\n"):
        line = composed(line.rstrip())
        if line or (lines and lines[-1]):
            lines.append(line)
    while lines and not lines[-1]:
        lines.pop()
    return "\n".join(lines)


def _header(comment: str, gap: str) -> tuple[str, str]:
    """A comment at the top that an empty line parts from the first entry speaks of the file."""
    if gap.rstrip(" \t").endswith("\n\n") or "\n\n" in gap[len(gap.rstrip()) :]:
        return comment, ""
    top, parted, near = comment.rpartition("\n\n")
    return (top, near) if parted else ("", comment)
