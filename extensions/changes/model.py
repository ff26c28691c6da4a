"""The claims whose rating changed with an edition, put in when all claims are known."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.errors import ExtensionError
from sphinx.locale import _
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from extensions.changes import record
from extensions.changes.record import Rated
from extensions.claims.domain import ClaimDomain, claim_domain
from extensions.claims.model import rating_label
from extensions.claims.table import ClaimTables, claim_link

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)


class rating_changes(nodes.General, nodes.Element):
    """Where the changes of an edition go.

    ``docname`` is the page it stands on, ``version`` that of the edition, or empty for what no
    edition has yet; ``reasons`` say why, by the ids of claims.
    """


def on_record(env: BuildEnvironment) -> list[record.Edition]:
    """The editions that came out. Raises ExtensionError, which ends the build."""
    try:
        return record.load(Path(env.srcdir))
    except record.RecordError as error:
        raise ExtensionError(str(error)) from error


def claims_now(domain: ClaimDomain) -> dict[str, Rated]:
    """The claims of the text as it is, in the order of the book."""
    return {
        one.id: Rated(domain.number(one), one.rating, one.statement.astext())
        for _docname, claims in domain.chapters()
        for one in claims
    }


class RatingChanges(SphinxPostTransform):
    """Put the changes in, before Sphinx resolves the links in them."""

    default_priority = ClaimTables.default_priority

    def run(self, **kwargs: Any) -> None:
        """Of every edition on the page."""
        places = list(self.document.findall(rating_changes))
        if not places:
            return
        editions = on_record(self.env)
        domain = claim_domain(self.env)
        for place in places:
            place.replace_self(self.shown(domain, place, editions))

    def shown(
        self, domain: ClaimDomain, place: rating_changes, editions: list[record.Edition]
    ) -> list[nodes.Node]:
        """What a section says of ratings; nothing for an edition that is not on record."""
        versions = [one.version for one in editions]
        version = place["version"]
        if version and version not in versions:
            return []
        at = versions.index(version) if version else len(editions)
        if at == 0:
            return [_paragraph(first_words(editions, version))]
        after: Mapping[str, Rated] = editions[at].claims if version else claims_now(domain)
        found = record.compare(editions[at - 1].claims, after)
        lines: list[nodes.Node] = []
        known = {one.id: one for _docname, claims in domain.chapters() for one in claims}
        for id_, before, now in found.changed:
            link = (
                claim_link(domain, place, known[id_]).children
                if id_ in known
                else [nodes.Text(now.number or id_)]
            )
            words = _("{statement} Was: {before}. Is: {after}.").format(
                statement=now.statement,
                before=rating_label(before.rating),
                after=rating_label(now.rating),
            )
            why = place["reasons"].get(id_, "")
            if not why:
                self.ask_why(place, id_, before, now)
            line = nodes.paragraph("", "", *link, nodes.Text(f" {words} {why}".rstrip()))
            lines.append(nodes.list_item("", line))
        for _id, rated in found.gone:
            words = _("{statement} It is no longer in the book.").format(statement=rated.statement)
            lines.append(nodes.list_item("", _paragraph(words)))
        made: list[nodes.Node] = []
        if lines:
            made.append(_paragraph(_("Claims whose rating is another than before:")))
            made.append(nodes.bullet_list("", *lines))
        else:
            made.append(_paragraph(_("No claim has another rating than before.")))
        if found.new:
            words = _("New claims: {count}.").format(count=len(found.new))
            made.append(_paragraph(words))
        return made

    def ask_why(self, place: rating_changes, id_: str, before: Rated, now: Rated) -> None:
        """An edition that changes a rating says why."""
        logger.warning(
            "the rating of the claim '%s' was %s and is %s: say why in CHANGELOG.md, section %s,"
            " below “### Ratings”: - `%s`: ...",
            id_,
            before.rating,
            now.rating,
            place["version"] or "Unreleased",
            id_,
            location=place["docname"],
            type="changes",
            subtype="no_reason",
        )


def first_words(editions: list[record.Edition], version: str) -> str:
    """What stands where there is nothing to compare with."""
    if version:
        count = len(editions[0].claims)
        return _("The record of ratings begins with this edition: {count} claims.").format(
            count=count
        )
    return _(
        "No edition has come out whose ratings are on record, so this page has no changes of"
        " ratings yet."
    )


def _paragraph(words: str) -> nodes.paragraph:
    paragraph = nodes.paragraph("", words)
    paragraph["translatable"] = False  # made by the build: nothing in it for a translator
    return paragraph
