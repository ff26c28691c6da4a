"""How the chapters use the bibliography: keys that exist, roles that are well formed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from apabib.bibtex.entries import Bibliography, Entry
from apabib.bibtex.inherit import parents
from apabib.bibtex.model import NO_WORKS
from apabib.findings import ERROR, WARNING, Finding, excerpt
from apabib.i18n import _
from apabib.manuscript.chapters import HEADING, TITLE, Chapter, Prose, Role
from apabib.manuscript.targets import split_role
from apabib.settings import CITATION_PLACE, CITE_KIND, FILE, UNCITED
from apabib.text.fold import words
from apabib.text.near import nearest

# What was meant as a role, in text that has none left.
_BROKEN_ROLE = re.compile(
    r"\{cite(?::[\w-]*)?\}?|(?<![\w{])cite:[tp]s?\b|\{(?:citep|citet)\}|(?<!\\)\\cite[a-z]*\{"
)
_PANDOC = re.compile(
    r"(?<![\w`\\])\[(?:[^\[\]@]{0,80}\s)?-?@([A-Za-z][\w:-]{2,60})[^\[\]]{0,120}\]"
)
#: What the rule above has judged, or an author has escaped.
_SAID = re.compile(rf"{_PANDOC.pattern}|\\\[[^\[\]]{{0,200}}\]")
# Not the second half of an address, of a path or of a name in a package.
_MENTION = re.compile(r"(?<![\w.@/\\:+-])@([A-Za-z][\w-]{2,60})(?![\w@/-]|\.\w)")
_FENCE = re.compile(r"(.)\1*", re.DOTALL)
#: sphinxcontrib-bibtex's roles.
_ROLES = words(
    "p ps t ts ct cts empty alp alps label labelpar year yearpar author authors authorpar"
    " authorpars cauthor cauthors"
)


def check(
    bibliography: Bibliography,
    chapters: Collection[Chapter],
    demands: Collection[str] = (),
    settings_file: str = FILE,
) -> list[Finding]:
    """Unknown keys with the nearest one, what is not written as MyST reads it, and what the project
    demands: ``settings.DEMANDS`` says which demands there are.
    """
    entries = bibliography.by_key()
    findings: list[Finding] = []
    for chapter in chapters:
        findings += _of_chapter(chapter, demands, settings_file)
        findings += printed_as_text(chapter, entries)
        findings += _unknown(chapter, entries, bibliography.file)
        findings += _no_works(chapter, entries)
    if UNCITED in demands:
        used = _used({each.key for chapter in chapters for each in chapter.citations}, entries)
        findings += [
            bibliography.finding(
                entry.start,
                key,
                "uncited",
                WARNING,
                _("no chapter cites this entry"),
                _("cite it or delete it"),
            )
            for key, entry in entries.items()
            if key and key not in used
        ]
    return findings


def _of_chapter(chapter: Chapter, demands: Collection[str], file: str) -> Iterator[Finding]:
    """What is wrong with a chapter whatever the bibliography holds."""
    if chapter.unreadable:
        yield _finding(
            chapter,
            1,
            "chapter-unreadable",
            _("this chapter cannot be read: %s") % chapter.unreadable,
            _("mend it, or exclude it in %s") % file,
        )
    if chapter.bad_byte is not None:
        yield _finding(
            chapter,
            1,
            "encoding-utf8",
            _("the byte 0x%02X is not UTF-8") % chapter.bad_byte,
            _("save the file as UTF-8"),
        )
    for line, opening in chapter.open_fences:
        yield _finding(
            chapter,
            line,
            "fence-open",
            _("nothing closes %s: what follows belongs to it") % excerpt(opening),
            _("add a line of %s where it ends") % _FENCE.match(opening)[0],  # type: ignore[index]
            WARNING,
        )
    for role in chapter.roles:
        if role.place and CITATION_PLACE in demands:
            yield _misplaced(chapter, role)
        yield from _role(chapter, role, demands)


def _misplaced(chapter: Chapter, role: Role) -> Finding:
    where = {HEADING: _("a heading"), TITLE: _("a title")}.get(role.place, _("a caption"))
    return _finding(
        chapter,
        role.line,
        "citation-place",
        _("a citation in %s") % where,
        _("cite in the text: headings and captions are repeated elsewhere"),
    )


def _role(chapter: Chapter, role: Role, demands: Collection[str]) -> Iterator[Finding]:
    """One role: its name, its keys, its notes."""
    kinds = _("write {cite:p}`...` for (Coan, 2006) or {cite:t}`...` for Coan (2006)")
    domain, colon, kind = role.name.lower().partition(":")
    if domain == "cite" and not colon:
        if CITE_KIND in demands:
            message = _("the role {%s} has no kind") % role.name
            yield _finding(chapter, role.line, "role-form", message, kinds)
    elif domain != "cite" or kind not in _ROLES:
        near = nearest(kind, sorted(_ROLES))
        remedy = _("did you mean {cite:%s}?") % near if near else kinds
        message = _("there is no role {%s}") % role.name
        yield _finding(chapter, role.line, "role-unknown", message, remedy)
    keys, before, _after, wrong = split_role(role.content)
    if wrong:
        whole = f"{{{role.name}}}`{role.content}`"
        yield _finding(
            chapter,
            role.line,
            "role-form",
            _("a citation that cannot be read: %s") % excerpt(whole)
            if keys
            else _("a citation without a key: %s") % excerpt(whole),
            _("write {cite:p}`key1,{see}key2{p. 12}`"),
        )
    # Behind a key it becomes the dash of a range.
    for note in before:
        if "--" in note:
            yield _finding(
                chapter,
                role.line,
                "note-dash",
                _("“--” in the note “%s” is printed as it stands") % note,
                _("write –"),
                WARNING,
            )


def printed_as_text(chapter: Chapter, entries: Collection[str]) -> Iterator[Finding]:
    """What a chapter means as citations of ``entries``, and what is printed as it stands."""
    for prose in chapter.prose:
        yield from _prose(chapter, prose)
    yield from _mentions(chapter, entries)


def _prose(chapter: Chapter, prose: Prose) -> Iterator[Finding]:
    """What was meant as a citation, and is printed as text."""
    for found, line in _placed(_BROKEN_ROLE, prose.text, prose.line):
        rest = prose.text[found.start() : found.start() + 80].partition("\n")[0]
        yield _finding(
            chapter,
            line,
            "role-form",
            _("this is no citation: %s") % excerpt(rest, 40),
            _("write {cite:p}`key` or {cite:t}`key`, without a space before the `"),
        )
    for found, line in _placed(_PANDOC, prose.text, prose.line):
        yield _finding(
            chapter,
            line,
            "citation-pandoc",
            _("%s is printed as it stands") % excerpt(found[0]),
            _("write {cite:p}`%s`") % found[1],
        )


def _mentions(chapter: Chapter, entries: Collection[str]) -> Iterator[Finding]:
    """A bare @ with a key behind it."""
    for prose in chapter.prose:
        text = _SAID.sub(lambda found: "\n" * found[0].count("\n"), prose.text)
        for found, line in _placed(_MENTION, text, prose.line):
            if found[1] in entries:
                yield _finding(
                    chapter,
                    line,
                    "citation-pandoc",
                    _("@%s is printed as it stands") % found[1],
                    _("write {cite:p}`%s`") % found[1],
                    key=found[1],
                )


def _placed(pattern: re.Pattern[str], text: str, line: int) -> Iterator[tuple[re.Match[str], int]]:
    """Matches with their lines, which are counted once: a text may be full of them."""
    at = 0
    for found in pattern.finditer(text):
        line += text.count("\n", at, found.start())
        at = found.start()
        yield found, line


def _unknown(chapter: Chapter, entries: Iterable[str], file: str) -> Iterator[Finding]:
    known = frozenset(entries)
    for citation in chapter.citations:
        if citation.key not in known:
            near = nearest(citation.key, entries)
            yield _finding(
                chapter,
                citation.line,
                "key-unknown",
                _("there is no such entry in %s") % file,
                _("did you mean %s?") % near if near else _("add it: apabib add DOI"),
                key=citation.key,
            )


def _no_works(chapter: Chapter, entries: Mapping[str, Entry]) -> Iterator[Finding]:
    """Citations of what stands in the file for works, and is none."""
    for citation in chapter.citations:
        entry = entries.get(citation.key)
        if entry and entry.type in NO_WORKS:
            message, remedy = no_work(entry.type, entry.get("entryset"))
            yield _finding(chapter, citation.line, "no-work", message, remedy, key=entry.key)


def no_work(kind: str, members: str) -> tuple[str, str]:
    """Why an entry of ``NO_WORKS`` cannot be cited, and what to do; ``members`` is its entryset."""
    return (
        _("a @%s is no work, and has no reference") % kind,
        _("cite its works: %s") % ", ".join(each.strip() for each in members.split(","))
        if members
        else _("cite the works that stand beside it"),
    )


def _used(cited: set[str], entries: Mapping[str, Entry]) -> set[str]:
    """The keys that are cited, and those whose entries a reference is made of."""
    used, waiting = set(cited), list(cited)
    while waiting:
        entry = entries.get(waiting.pop())
        values = entry.values() if entry else {}
        named = [key for _field, key in parents(values)]
        named += [key.strip() for key in values.get("related", "").split(",")]
        new = set(named) - used
        used |= new
        waiting += new
    return used


def _finding(
    chapter: Chapter,
    line: int,
    code: str,
    message: str,
    remedy: str,
    severity: str = ERROR,
    key: str = "",
) -> Finding:
    return Finding(chapter.file, line, key, code, severity, message, remedy)
