"""Citations of reStructuredText, in files of their own and in MyST's ``eval-rst``.

Roles are found by their form, outside of literals, comments, and directives whose body is code.
docutils itself would have to know every directive and role of the project.
"""

from __future__ import annotations

import re

from apabib.manuscript.chapters import Chapter, Role
from apabib.text.fold import words

#: Directives whose body is code or data.
CODE = words(
    "code code-block sourcecode code-cell literalinclude include raw math toctree bibliography"
    " image index highlight doctest testcode testoutput testsetup testcleanup productionlist"
    " graphviz digraph graph inheritance-diagram mermaid plantuml evidence-table role default-role"
    " meta tikz plot jupyter-execute program-output"
)
_ROLE = re.compile(
    r"(?<![\w`:]):(?P<name>cite(?::\w+)?):`(?P<content>[^`]+)`"
    r"|(?<![\w`])`(?P<content_before>[^`]+)`:(?P<name_behind>cite(?::\w+)?):"
)
_LITERAL = re.compile(r"``.+?``", re.DOTALL)
_EXPLICIT = re.compile(r"\.\.(?:\s+(?:(?P<directive>[\w:+.-]+)::|(?P<other>[_\[|]))|\s|\Z)")


def read_rst(text: str, chapter: Chapter, above: int = 0) -> None:
    """Add the citations of ``text``, which stands below ``above`` other lines."""
    text = _LITERAL.sub(_blank, "\n".join(_running(text.split("\n"))))
    line, at = above + 1, 0
    context, end = "", -1
    for found in _ROLE.finditer(text):
        name = found["name"] or found["name_behind"]
        content = found["content"] or found["content_before"]
        line += text.count("\n", at, found.start())
        at = found.start()
        if found.end() > end:  # or the paragraph is that of the role before
            end = text.find("\n\n", found.end())
            end = len(text) if end < 0 else end
            context = text[text.rfind("\n\n", 0, at) + 1 : end]
        chapter.add_role(Role(name, " ".join(content.split()), line, context=context))


def _running(lines: list[str]) -> list[str]:
    """The lines, with those empty that are a comment's, code or a literal block."""
    kept = []
    edge = -1  # what is indented deeper than this is not read
    for line in lines:
        indent = len(line) - len(line.lstrip())
        if edge >= 0 and (not line.strip() or indent > edge):
            kept.append("")
            continue
        edge = -1
        found = _EXPLICIT.match(line.strip())
        if found:
            if found["directive"] in CODE or not (found["directive"] or found["other"]):
                edge = indent
                line = ""
        elif line.rstrip().endswith("::"):
            edge = indent
        kept.append(line)
    return kept


def _blank(found: re.Match[str]) -> str:
    return "\n" * found[0].count("\n")
