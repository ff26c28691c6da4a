"""What was read of the sources: a word behind each source of a claim, and counts for the front.

The field ``read`` of an entry says it, with one of ``apabib.rules.read.KINDS``.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.locale import _
from sphinx.transforms.post_transforms import ReferencesResolver, SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole

from apabib.rules.read import KINDS
from extensions.claims.domain import claim_domain
from extensions.claims.model import claim, read_count
from extensions.claims.standing import hint
from sphinx_apa7 import book_domain
from sphinx_apa7.freshness import digest
from sphinx_apa7.reading import reference_id

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)
ALL = "all"


def read_label(kind: str) -> str:
    """The word for what was read, translated. KeyError for what is not in ``KINDS``."""
    return {
        "full text": _("full text"),
        "abstract": _("abstract"),
        "record": _("record only"),
    }[kind]


def kind_of(env: BuildEnvironment, key: str) -> str:
    """What was read of an entry; empty if it does not say, or is not there."""
    entry = book_domain(env).entries.get(key)
    kind = " ".join(entry.fields.get("read", "").split()) if entry else ""
    return kind if kind in KINDS else ""


def counts(env: BuildEnvironment) -> Counter[str]:
    """How many entries were read as each kind, and how many there are."""
    entries = book_domain(env).entries
    return Counter({ALL: len(entries)}) + Counter(kind_of(env, key) for key in entries)


class ReadCountRole(SphinxRole):
    """``{read-count}`abstract```: how many sources were read so; ``all``: how many there are."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Mark the place; ``ReadMarks`` fills it."""
        domain, docname = claim_domain(self.env), self.env.docname
        kind = self.text.strip()
        if kind not in (ALL, *KINDS):
            logger.warning(
                "read-count: unknown kind '%s': %s",
                kind,
                hint(kind, (ALL, *KINDS)),
                location=self.get_location(),
                type="claims",
                subtype="unknown_read",
            )
            domain.broken.add(docname)
            return [], []
        return [read_count(kind=kind)], []


class ReadMarks(SphinxPostTransform):
    """Put the words, the numbers and a last stop in, when citations have become links."""

    default_priority = ReferencesResolver.default_priority + 1

    def run(self, **kwargs: Any) -> None:
        """Of every claim and every count on the page."""
        if places := list(self.document.findall(read_count)):
            counted = counts(self.env)  # once: a page may say each number again and again
            for place in places:
                place.replace_self(nodes.Text(str(counted[place["kind"]])))
        for one in self.document.findall(claim):
            for line in one.children:
                if isinstance(line, nodes.Element) and "claim-sources" in line["classes"]:
                    self.mark(line, one["sources"])
                    if not line.astext().endswith("."):  # as "n.d." does
                        line += nodes.Text(".")

    def mark(self, line: nodes.Element, sources: list[str]) -> None:
        """Behind the link of each source, what was read of it."""
        keys = {reference_id(key): key for key in sources}
        for link in list(line.findall(nodes.reference)):
            target = link.get("refid") or link.get("refuri", "").rpartition("#")[2]
            if kind := kind_of(self.env, keys.get(target, "")):
                at = link.parent.index(link) + 1
                words = f" [{read_label(kind)}]".replace(" ", "\u00a0")
                link.parent.insert(at, nodes.inline("", words, classes=["claim-read"]))


def views(app: Sphinx, env: BuildEnvironment) -> dict[str, str]:
    """What pages show of ``read``, for ``sphinx_apa7.freshness``: those with claims or counts."""
    domain = claim_domain(env)
    shown = {
        docname: digest([(key, kind_of(env, key)) for one in claims for key in one.sources])
        for docname, claims in domain.claims.items()
    }
    whole = digest(sorted(counts(env).items()))
    return shown | {name: digest(shown.get(name), whole) for name in domain.counting}
