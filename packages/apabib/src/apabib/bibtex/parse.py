"""Read BibTeX: every entry and field with its place, every comment, every syntax fault.

Why our own reader. Compared on sixteen hard snippets and on 10,000 generated entries (CPU time,
CPython 3.11, one core); ``pip`` has no tree-sitter grammar for BibTeX:

=====================  ================  ============  =============  ========  =================
.                      bibtexparser 2.1  pybtex 0.26   biblib 0.1.2   b. 1.4.3  this module
=====================  ================  ============  =============  ========  =================
comments kept          yes               no            no             yes       yes
place of an entry      line              no            line           no        line, column
place of a field       line              no            line, column   no        line, column
@string, ``#``         left to a layer   yes           yes            yes       yes, raw form kept
undefined @string      silent            error, line   silent         crash     error, line
accents                kept as written   kept          kept           kept      kept as written
missing comma          **silent**: two   rest of the   entry lost     entry     error, line; goes
                       fields in one     entry lost                   lost      on in the entry
missing brace          entry lost        two fields    entry lost     entry     error, line; goes
                                         in one                       lost      on in the entry
one brace too many     **silent**        **silent**    **silent**     silent    error, line
missing key            entry lost        reads a key   entry lost     entry     error, line; goes
                                         "title"                      lost      on in the entry
a key twice            second lost       second lost   second lost    silent    both kept
a field twice          entry lost        second lost   **silent**     silent    both kept
10,000 entries         1.2 s             2.7 s         74 s           275 s     0.5 s
=====================  ================  ============  =============  ========  =================

A tool that must go on after a fault, name the line of a *field*, keep comments and rewrite a file
without loss finds no parser that does; pybtex (what Sphinx reads the file with) stays the measure:
a test parses what this module calls sound with pybtex too and wants the same entries.

The grammar is BibTeX's own (a backslash does not escape a brace; text between entries is a
comment; ``%`` means nothing). Every step moves forward and every pattern is possessive or has
disjoint parts, so reading takes time linear in the size of the file, whatever bytes it holds.
"""

from __future__ import annotations

import re
from pathlib import Path

from apabib.bibtex import characters
from apabib.bibtex.entries import Bibliography, Block
from apabib.bibtex.entry import check_name, read_entry
from apabib.bibtex.recovery import unclosed
from apabib.bibtex.scan import FIELD_START, NAME, Scan
from apabib.bibtex.values import read_value
from apabib.files import read_bytes
from apabib.findings import ERROR, WARNING, excerpt
from apabib.i18n import _

_BLOCK = re.compile(rf"@\s*+({NAME})\s*+([{{(])")
_BARE_COMMENT = re.compile(r"@\s*+comment\b[^\n@]*+", re.IGNORECASE)


def read(path: str | Path, name: str | None = None) -> Bibliography:
    """Read a file; ``name`` is how findings call it (the path itself by default).

    Raises OSError when the file cannot be opened, and nothing for whatever it holds.
    """
    return parse(read_bytes(Path(path)), name or str(path))


def parse(source: bytes | str, file: str = "refs.bib") -> Bibliography:
    """Read BibTeX from bytes or text. Never raises: faults are in ``findings``."""
    text, notes = (source, []) if isinstance(source, str) else characters.decode(source)
    windows = "\r" in text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.startswith("\ufeff"):
        text = text[1:]
        notes.append(
            (
                0,
                "encoding-bom",
                _("the file starts with a byte order mark"),
                _("save it as UTF-8 without BOM"),
            )
        )
    bibliography = Bibliography(text, file)
    for offset, code, message, remedy in notes:
        bibliography.report(offset, "", code, ERROR, message, remedy)
    if windows and isinstance(source, bytes):
        bibliography.report(
            0,
            "",
            "line-ends",
            WARNING,
            _("the line ends are not those of Unix (LF)"),
            _("run `apabib tidy`, and set your editor to LF"),
        )
    _Reader(bibliography).run()
    return bibliography


class _Reader:
    """One pass over the text. ``self.at`` only ever grows, save for one retry an entry."""

    def __init__(self, bibliography: Bibliography) -> None:
        self.scan = Scan(bibliography)
        self.out = bibliography
        self.text = bibliography.text
        self.at = 0
        self.open_comment = False

    def run(self) -> None:
        text, end = self.text, len(self.text)
        while self.at < end:
            start = text.find("@", self.at)
            self._between(self.at, start if start >= 0 else end)
            if start < 0:
                return
            match = _BLOCK.match(text, start)
            if not match:
                bare = _BARE_COMMENT.match(text, start)
                if bare:
                    self.out.report(
                        start,
                        "",
                        "comment-form",
                        ERROR,
                        _("@comment without braces, which the build cannot read"),
                        _("begin the line with % instead"),
                    )
                    self.out.blocks.append(Block("comment", start, bare.end()))
                    self.at = bare.end()
                    continue
                self.out.report(
                    start,
                    "",
                    "stray-at",
                    ERROR,
                    _("an @ outside an entry, and no entry follows it"),
                    _("BibTeX reads every @ as the start of an entry: write “(at)” in a comment"),
                )
                newline = text.find("\n", start)
                other = text.find("@", start + 1)
                self.at = min(place for place in (newline, other, end) if place >= 0)
                continue
            line = max(text.rfind("\n", self.at, start) + 1, self.at)
            if text.find("%", line, start) >= 0:
                self.out.report(
                    start,
                    "",
                    "percent-comment",
                    ERROR,
                    _("@%s behind a %%, which BibTeX reads all the same") % match[1],
                    _("delete it, or the @ before it"),
                )
            self._block(match)

    def _between(self, start: int, end: int) -> None:
        """Text between entries: lines that start with % are comments, others look like a slip."""
        strays: list[tuple[bool, int, str]] = []
        offset = start
        for line in self.text[start:end].split("\n"):
            words = line.strip()
            if words and not words.startswith("%"):
                tame = not any(char in words for char in "={}")
                strays.append((tame, offset + len(line) - len(line.lstrip()), words))
            offset += len(line) + 1
        if not strays:
            return
        tame, offset, words = min(strays)  # one finding a gap: the first line that does harm
        self.out.report(
            offset,
            "",
            "stray-text",
            WARNING if tame else ERROR,
            _("text outside an entry, which is ignored: %s") % excerpt(words),
            _("start the line with % if it is a comment")
            if tame
            else _("put it back into its entry (is there a brace too many above?) or delete it"),
        )

    def _block(self, match: re.Match[str]) -> None:
        kind = match[1].lower()
        if kind == "comment":
            self._comment(match)
        elif kind == "preamble":
            limit = self.scan.limit(match.end())
            self._command(match, match.end(), limit)
        elif kind == "string":
            self._string(match)
        else:
            entry = read_entry(self.scan, match)
            self.out.entries.append(entry)
            self.at = entry.end

    def _comment(self, match: re.Match[str]) -> None:
        # An entry may stand inside, so the next one is no limit; but look to the end only once.
        limit = self.scan.limit(match.end()) if self.open_comment else len(self.text)
        end = self.scan.closing(match.end(), limit, match[2])
        if end < 0:
            self.open_comment = True
            newline = self.text.find("\n", match.end())
            end = newline if newline >= 0 else len(self.text)
        inner = self.text.find("@", match.end(), end)
        if inner >= 0:
            self.out.report(
                inner,
                "",
                "at-in-comment",
                ERROR,
                _("an @ inside @comment, which BibTeX reads as an entry all the same"),
                _("delete the @"),
            )
        self.out.blocks.append(Block("comment", match.start(), end))
        self.at = end

    def _string(self, match: re.Match[str]) -> None:
        limit = self.scan.limit(match.end())
        name = FIELD_START.match(self.text, match.end(), limit)
        if not name:
            self.out.blocks.append(Block("string", match.start(), limit))
            self.at = limit
            self.out.report(
                match.start(),
                "",
                "string-form",
                ERROR,
                _("@string without a name and a ="),
                _('write @string{name = "value"}'),
            )
            return
        value = self._command(match, name.end(), limit)
        if value is not None:
            check_name(self.scan, name[1], name.start(1), "")
            self.scan.define(name[1], name.start(1), value)

    def _command(self, match: re.Match[str], at: int, limit: int) -> str | None:
        """Read the value at ``at`` and the end of a command; its text, or None with a report."""
        kind = match[1].lower()
        block = Block(kind, match.start(), limit)
        self.out.blocks.append(block)
        self.at = limit
        value = read_value(self.scan, at, limit, "")
        end = self.scan.skip(value[3] if value else at, limit)
        if not value or self.text[end : end + 1] != ("}" if match[2] == "{" else ")"):
            unclosed(self.scan, match.start(), "", f"@{kind}")
            return None
        block.end = self.at = end + 1
        return value[0]
