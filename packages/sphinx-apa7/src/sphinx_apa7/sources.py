"""What was meant as a citation in the source of a page, and would be printed as it stands.

Sphinx takes ``[@key]`` and an empty role for text. ``apabib`` reads pages as their authors wrote
them; what it finds is said at the end of every build, in the words of ``apabib check``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)
TYPE, SUBTYPE = "bibtex", "citation_as_text"


def note(app: Sphinx, docname: str, content: list[str]) -> None:
    """Keep what a page's source has of it; called before the page is read."""
    from apabib.manuscript.chapters import Syntax
    from apabib.manuscript.reading import read_text
    from apabib.rules.citations import printed_as_text
    from sphinx_apa7.domain import book_domain

    path = Path(app.env.doc2path(docname))
    if path.suffix not in (".md", ".rst"):
        return  # a notebook, say: its text is no page as somebody wrote it
    domain = book_domain(app.env)
    syntax = Syntax(
        enable=frozenset(getattr(app.config, "myst_enable_extensions", ())),
        disable=frozenset(getattr(app.config, "myst_disable_syntax", ())),
    )
    chapter = read_text(content[0], path.name, syntax)
    domain.faults[docname] = [
        (finding.line, f"{finding.message}; {finding.remedy}")
        for finding in printed_as_text(chapter, domain.entries)
    ]


def report(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Say what is printed as it stands, and end with an exit status that is not 0."""
    from sphinx_apa7.domain import book_domain

    suppressed = {TYPE, f"{TYPE}.*", f"{TYPE}.{SUBTYPE}"} & set(app.config.suppress_warnings)
    for docname, faults in sorted(book_domain(env).faults.items()):
        for line, text in faults:
            logger.error("%s", text, location=(docname, line), type=TYPE, subtype=SUBTYPE)
            if not suppressed:
                app.statuscode = 1
    return []
