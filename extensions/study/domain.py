"""What is kept of each page: the terms that it uses, and whether it is the page of practice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, cast

from sphinx import addnodes

from extensions.pages import GatheringDomain, chapter_number, numbered_title
from sphinx_apa7.freshness import digest
from sphinx_apa7.order import book_order

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


class Term(NamedTuple):
    """A term of a glossary: the name that links know, and its place."""

    name: str
    docname: str
    id: str


class StudyDomain(GatheringDomain):
    """Knows which terms the chapters use, and the page where they are practiced."""

    name = "study"
    label = "Study"
    initial_data: ClassVar[dict[str, Any]] = {
        "used": {},  # docname -> list of names of terms, each once, as they come
        "pages": set(),  # pages with the directive
    }
    data_version = 1

    @property
    def used(self) -> dict[str, list[str]]:
        """The terms that each page uses."""
        return cast(dict[str, list[str]], self.data["used"])

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        """Keep which terms a page links to."""
        links = document.findall(addnodes.pending_xref)
        used = [link["reftarget"] for link in links if link.get("reftype") == "term"]
        if used:
            self.used[docname] = list(dict.fromkeys(used))
        if "practice" in env.temp_data:
            self.pages.add(docname)


def study_domain(env: BuildEnvironment) -> StudyDomain:
    """The domain that this extension registers."""
    return cast(StudyDomain, env.get_domain(StudyDomain.name))


def numbered(env: BuildEnvironment) -> list[str]:
    """The chapters: pages with a number, in the order of the book."""
    return [name for name in book_order(env) if chapter_number(env, name)]


def key_terms(env: BuildEnvironment) -> dict[str, list[Term]]:
    """The terms of glossaries that chapters use, each under the first chapter that uses it."""
    objects = env.domains.standard_domain.objects
    known = {
        name.lower(): Term(name, docname, id_)
        for (kind, name), (docname, id_) in sorted(objects.items(), reverse=True)
        if kind == "term"
    }
    seen: set[tuple[str, str]] = set()
    found: dict[str, list[Term]] = {}
    for chapter in numbered(env):
        for name in study_domain(env).used.get(chapter, ()):
            term = known.get(name.lower())
            if term and (term.docname, term.id) not in seen:
                seen.add((term.docname, term.id))
                found.setdefault(chapter, []).append(term)
    return found


def views(app: Sphinx, env: BuildEnvironment) -> dict[str, str]:
    """What the page of practice shows of others, for ``sphinx_apa7.freshness``."""
    domain = study_domain(env)
    shown = [(numbered_title(env, name), terms) for name, terms in key_terms(env).items()]
    return dict.fromkeys(domain.pages, digest(shown, app.config.study_deck))
