"""The directive: a section of the page for each section of the changelog."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from babel.dates import format_date
from docutils import nodes
from docutils.statemachine import StringList
from sphinx.locale import _
from sphinx.util.docutils import SphinxDirective

from extensions.changes.changelog import Section, sections
from extensions.changes.model import claims_now, on_record, rating_changes
from extensions.claims.domain import claim_domain
from extensions.pages import PageDomain
from sphinx_apa7.freshness import digest

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

CHANGELOG = "CHANGELOG.md"


class ChangesDomain(PageDomain):
    """Keeps which pages show changes."""

    name = "changes"
    label = "Changes"
    initial_data: ClassVar[dict[str, Any]] = {"pages": set()}


class ChangesDirective(SphinxDirective):
    """``changes``: what is another than before, edition by edition."""

    def run(self) -> list[nodes.Node]:
        """The sections, with places for ratings; nothing without a changelog."""
        path = Path(self.env.srcdir, CHANGELOG)
        if path.is_file():
            self.env.note_dependency(str(path))
        self.env.domains[ChangesDomain.name].data["pages"].add(self.env.docname)
        dates = {one.version: one.date for one in on_record(self.env)}
        found = sections(path.read_text("utf-8")) if path.is_file() else []
        return [self.section(one, dates) for one in found if one.lines or one.version in dates]

    def section(self, one: Section, dates: dict[str, Any]) -> nodes.section:
        """What one edition changed: the lines of the changelog, then the ratings."""
        if one.version:
            title = _("Edition {version}").format(version=one.version)
            if day := dates.get(one.version):
                title += f" ({format_date(day, 'long', self.config.language)})"
        else:
            title = _("Not yet in an edition")
        name = re.sub(r"[^a-z0-9]+", "-", one.name.lower()).strip("-")
        heading = nodes.title("", title)
        heading["translatable"] = False
        section = nodes.section("", heading, ids=[f"changes-{name}"], names=[])
        self.set_source_info(section)
        self.set_source_info(heading)
        lines = StringList(one.lines, source=CHANGELOG)
        self.state.nested_parse(lines, 0, section)
        section += rating_changes(
            docname=self.env.docname, version=one.version, reasons=one.reasons
        )
        return section


def dated_anew(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> set[str]:
    """The pages, when the record is another than the last time: titles have the dates of editions.

    No dependency of Sphinx: a file that is not there yet would be read at every build.
    """
    now = digest(on_record(env))
    before = env.__dict__.get("changes_record", now)
    env.__dict__["changes_record"] = now
    return (
        set() if now == before else env.domains[ChangesDomain.name].data["pages"] & env.found_docs
    )


def views(app: Sphinx, env: BuildEnvironment) -> dict[str, str]:
    """What the pages show of claims and editions, for ``sphinx_apa7.freshness``."""
    pages: set[str] = env.domains[ChangesDomain.name].data["pages"]
    if not pages:
        return {}
    shown = digest(list(claims_now(claim_domain(env)).items()), on_record(env))
    return dict.fromkeys(pages, shown)
