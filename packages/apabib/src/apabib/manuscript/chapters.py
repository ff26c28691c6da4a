"""Chapters as plain data."""

from __future__ import annotations

from dataclasses import dataclass, field

from apabib.manuscript.targets import split_role

#: Where a citation or a text stands; "" is running text.
HEADING, CAPTION, TITLE = "heading", "caption", "title"


@dataclass(frozen=True, slots=True)
class Citation:
    """One key cited at one place; ``role`` is ``cite:p``, or the directive of an option of keys.

    ``context`` is the source around it: its paragraph, or the body of the directive.
    """

    key: str
    file: str
    line: int
    role: str
    context: str = field(default="", compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Role:
    """A citing role as it was written: ``{name}`content```, and the ``place`` that it stands in."""

    name: str
    content: str
    line: int
    place: str = ""
    context: str = field(default="", compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Prose:
    """A block's text without roles and code, in as many lines as its source; escapes are kept."""

    text: str
    line: int


@dataclass(slots=True)
class Chapter:
    """What one file cites, in its order.

    ``bad_byte`` is the first byte that is no UTF-8, ``unreadable`` why a file cannot be opened;
    nothing else is known of such files. ``open_fences`` are the lines of fences that nothing
    closes, with what opens them.
    """

    file: str
    citations: list[Citation] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    prose: list[Prose] = field(default_factory=list)
    bad_byte: int | None = None
    unreadable: str = ""
    open_fences: list[tuple[int, str]] = field(default_factory=list)

    def add_role(self, role: Role) -> None:
        """Take a role, and what it cites."""
        self.roles.append(role)
        for key in split_role(role.content)[0]:
            self.citations.append(Citation(key, self.file, role.line, role.name, role.context))


@dataclass(frozen=True, slots=True)
class Syntax:
    """How a project's chapters are to be read.

    ``enable`` and ``disable`` are ``myst_enable_extensions`` and ``myst_disable_syntax`` of its
    ``conf.py``. ``key_options`` are options of directives that hold citation keys with commas
    between, such as ``claim.sources``, ``text_options`` those that hold a line of text, such as
    ``figure.source``. ``code_directives`` are further directives whose body is no text.
    """

    enable: frozenset[str] = frozenset()
    disable: frozenset[str] = frozenset()
    key_options: frozenset[str] = frozenset()
    code_directives: frozenset[str] = frozenset()
    text_options: frozenset[str] = frozenset()
