"""How the chapters use the bibliography: keys that exist, roles that are well formed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from apabib.bibtex.entries import Bibliography
from apabib.findings import ERROR, WARNING, Finding, excerpt
from apabib.i18n import _
from apabib.text.fold import words

_FENCE = re.compile(r"[ ]{0,3}(`{3,}|~{3,}|:{3,})(.*)\Z")
_DIRECTIVE = re.compile(r"\{([\w:+-]+)\}\s*(.*)\Z")
# A code span, and a role before it: read in one go, so that `{cite:p}` in code is no role.
_SPAN = re.compile(r"(?:\{([\w:+-]+)\})?(?<!`)(`+)(?!`)(.+?)(?<!`)\2(?!`)")
# What is left of a line without its spans, and was meant as a role.
_BROKEN_ROLE = re.compile(
    r"\{cite(?::[\w-]*)?\}?|(?<![\w{])cite:[tp]s?\b|\{(?:citep|citet)\}|\\cite[a-z]*\{"
)
_PANDOC = re.compile(r"(?<![\w`])\[(?:[^\[\]@]{0,80}\s)?-?@([A-Za-z][\w:-]{2,60})[^\[\]]{0,120}\]")
# Not the second half of an address, of a path or of a name in a package.
_MENTION = re.compile(r"(?<![\w.@/\\:+-])@([A-Za-z][\w-]{2,60})(?![\w@/-]|\.\w)")
#: sphinxcontrib-bibtex's roles.
_ROLES = words(
    "p ps t ts ct cts empty alp alps label labelpar year yearpar author authors authorpar"
    " authorpars cauthor cauthors"
)
_HEADING = re.compile(r"[ ]{0,3}#{1,6}\s")
#: Directives whose body is text of the book; another's body is code or data.
_OPAQUE = frozenset(
    {
        "code",
        "code-block",
        "sourcecode",
        "literalinclude",
        "raw",
        "math",
        "toctree",
        "csv-table",
        "bibliography",
        "evidence-table",
    }
)
_CAPTIONED = frozenset({"figure", "table", "list-table", "csv-table"})


@dataclass(frozen=True, slots=True)
class Citation:
    """One key cited at one place; ``role`` is ``cite:p``, or ``claim`` for a claim's sources."""

    key: str
    file: str
    line: int
    role: str


@dataclass(slots=True)
class _Block:
    """An open fence or directive while lines are read."""

    mark: str
    name: str = ""
    in_options: bool = True
    in_caption: bool = False


class Chapter:
    """The citations of one Markdown file, and what is wrong with them."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.citations: list[Citation] = []
        self.findings: list[Finding] = []
        #: What stands behind a bare @, with its line: a citation, if there is an entry of that key.
        self.mentions: list[tuple[str, int]] = []
        self._blocks: list[_Block] = []
        for number, line in enumerate(_with_joined_roles(text), 1):
            self._line(line, number)

    def _line(self, line: str, number: int) -> None:
        blocks = self._blocks
        fence = _FENCE.match(line)
        opaque = blocks and blocks[-1].name in _OPAQUE
        if fence:
            mark, rest = fence.groups()
            if blocks and not rest.strip() and mark.startswith(blocks[-1].mark):
                blocks.pop()
                return
            directive = _DIRECTIVE.match(rest.strip())
            if not opaque and (directive or rest.strip() == "" or mark[0] != ":"):
                name = directive[1] if directive else ""
                blocks.append(_Block(mark, name or "code"))
                if directive and directive[2] and name in _CAPTIONED | {"admonition"}:
                    self._no_citation(directive[2], number, _("a title"))
                return
        if opaque or line.startswith("%"):  # a comment in MyST
            return
        if blocks and not self._body(blocks[-1], line, number):
            return
        if _HEADING.match(line):
            self._no_citation(line, number, _("a heading"))
        self._text(line, number)

    def _body(self, block: _Block, line: str, number: int) -> bool:
        """Follow options and caption of a directive; False when the line is no running text."""
        words = line.strip()
        if block.in_options:
            option = re.match(r":([\w-]+):\s*(.*)\Z", words)
            if option or words == "---":
                if option and option[1] == "sources" and block.name == "claim":
                    for key in option[2].split(","):
                        if key.strip():
                            self._cite(key.strip(), number, "claim")
                return False
            block.in_options = not words
            block.in_caption = bool(words) and block.name == "figure"
        elif not words:
            block.in_caption = False
        if block.in_caption:
            self._no_citation(line, number, _("a caption"))
        return True

    def _no_citation(self, text: str, number: int, where: str) -> None:
        if any(_is_cite(match[1]) for match in _SPAN.finditer(text)):
            self._report(
                number,
                ERROR,
                "citation-place",
                _("a citation in %s") % where,
                _("cite in the text: headings and captions are repeated elsewhere"),
            )

    def _text(self, line: str, number: int) -> None:
        bare = line
        if "`" in line:
            for match in _SPAN.finditer(line):
                if _is_cite(match[1]):
                    self._role(match, number)
            bare = _SPAN.sub("", line)
        broken = _BROKEN_ROLE.search(bare) if "cite" in bare else None
        if broken:
            self._report(
                number,
                ERROR,
                "role-form",
                _("this is no citation: %s") % excerpt(bare[broken.start() :], 40),
                _("write {cite:p}`key` or {cite:t}`key`, without a space before the `"),
            )
        if "@" in bare:
            for match in _PANDOC.finditer(bare):
                self._report(
                    number,
                    ERROR,
                    "citation-pandoc",
                    _("%s is printed as it stands") % excerpt(match[0]),
                    _("write {cite:p}`%s`") % match[1],
                )
            if "`" not in bare:  # a span of code over several lines
                for match in _MENTION.finditer(_PANDOC.sub("", bare)):
                    self.mentions.append((match[1], number))

    def _role(self, match: re.Match[str], number: int) -> None:
        role, _ticks, content = match.groups()
        if ":" not in role:
            self._report(
                number,
                ERROR,
                "role-form",
                _("the role {%s} has no kind") % role,
                _("write {cite:p}`...` for (Coan, 2006) or {cite:t}`...` for Coan (2006)"),
            )
        elif (kind := role.partition(":")[2]) not in _ROLES:
            near = nearest(kind.lower(), sorted(_ROLES))
            self._report(
                number,
                ERROR,
                "role-unknown",
                _("there is no role {%s}") % role,
                _("did you mean {cite:%s}?") % near
                if near
                else _("write {cite:p}`...` for (Coan, 2006) or {cite:t}`...` for Coan (2006)"),
            )
        keys, notes, wrong = split_role(content)
        if wrong or not keys:
            self._report(
                number,
                ERROR,
                "role-form",
                _("a citation without a key: %s") % match[0]
                if not keys
                else _("a citation that cannot be read: %s") % excerpt(match[0]),
                _("write {cite:p}`key1,{see}key2{p. 12}`"),
            )
        for key in keys:
            self._cite(key, number, role)
        for note in notes:
            if "--" in note:
                self._report(
                    number,
                    WARNING,
                    "note-dash",
                    _("“--” in the note “%s” is printed as it stands") % note,
                    _("write –"),
                )

    def _cite(self, key: str, number: int, role: str) -> None:
        self.citations.append(Citation(key, self.file, number, role))

    def _report(self, number: int, severity: str, code: str, message: str, remedy: str) -> None:
        self.findings.append(Finding(self.file, number, "", code, severity, message, remedy))


def _is_cite(role: str | None) -> bool:
    return role is not None and (role == "cite" or role.startswith("cite:"))


def _with_joined_roles(text: str) -> Iterator[str]:
    """Lines of the text; a role that is broken over lines stands whole in its first line."""
    lines = text.split("\n")
    for at, line in enumerate(lines):
        opened = line.rfind("{cite")
        if opened >= 0 and line.count("`", opened) == 1 and at + 1 < len(lines):
            rest, tick, after = lines[at + 1].partition("`")
            if tick and rest.strip():
                line, lines[at + 1] = f"{line} {rest.strip()}`", after
        yield line


def split_role(content: str) -> tuple[list[str], list[str], bool]:
    """Keys and notes of a role's content: ``{see}key{p. 12},other``; the flag says malformed.

    sphinxcontrib-bibtex reads a note before and after each key, in braces.
    """
    keys: list[str] = []
    notes: list[str] = []
    wrong = False
    depth, start, parts = 0, 0, []
    for at, char in enumerate(content):
        depth += (char == "{") - (char == "}")
        if char == "," and depth == 0:
            parts.append(content[start:at])
            start = at + 1
    parts.append(content[start:])
    wrong = depth != 0
    for part in parts:
        found = re.match(r"\s*(?:\{([^{}]*)\})?\s*([^\s{},]*)\s*(?:\{([^{}]*)\})?\s*\Z", part)
        if not found or not found[2]:
            wrong = True
            continue
        keys.append(found[2])
        notes.extend(note for note in (found[1], found[3]) if note)
    return keys, notes, wrong


def read_chapters(root: Path, patterns: list[str]) -> list[Chapter]:
    """Every chapter that the patterns name, in order; a file that cannot be read is a finding."""
    chapters = []
    for path in sorted({path for pattern in patterns for path in root.glob(pattern)}):
        name = path.relative_to(root).as_posix()
        try:
            text = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError as error:
            chapter = Chapter("", name)
            chapter.findings.append(
                Finding(
                    name,
                    1,
                    "",
                    "encoding-utf8",
                    ERROR,
                    _("the byte 0x%02X is not UTF-8") % error.object[error.start],
                    _("save the file as UTF-8"),
                )
            )
        else:
            chapter = Chapter(text.replace("\r\n", "\n").replace("\r", "\n"), name)
        chapters.append(chapter)
    return chapters


def check(bibliography: Bibliography, chapters: list[Chapter]) -> list[Finding]:
    """Unknown keys with the nearest one, entries that nobody cites, and each chapter's own."""
    entries = bibliography.by_key()
    findings = [finding for chapter in chapters for finding in chapter.findings]
    cited: set[str] = set()
    for citation in (each for chapter in chapters for each in chapter.citations):
        cited.add(citation.key)
        if citation.key in entries:
            continue
        near = nearest(citation.key, list(entries))
        findings.append(
            Finding(
                citation.file,
                citation.line,
                citation.key,
                "key-unknown",
                ERROR,
                _("there is no such entry in %s") % bibliography.file,
                _("did you mean %s?") % near if near else _("add it: apabib add DOI"),
            )
        )
    for chapter in chapters:
        for key, number in chapter.mentions:
            if key in entries:
                findings.append(
                    Finding(
                        chapter.file,
                        number,
                        key,
                        "citation-pandoc",
                        ERROR,
                        _("@%s is printed as it stands") % key,
                        _("write {cite:p}`%s`") % key,
                    )
                )
    for key, entry in entries.items():
        if key and key not in cited:
            findings.append(
                bibliography.finding(
                    entry.start,
                    key,
                    "uncited",
                    WARNING,
                    _("no chapter cites this entry"),
                    _("cite it or delete it"),
                )
            )
    return findings


def nearest(key: str, keys: list[str]) -> str:
    """The key that ``key`` was probably meant to be, or ""."""
    from rapidfuzz import fuzz, process

    found = process.extractOne(key, keys, scorer=fuzz.ratio, score_cutoff=70)
    return found[0] if found else ""
