"""Which terms of the glossary a claim is about: those that its text has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extensions.claims.domain import claim_domain
from sphinx_apa7.freshness import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from extensions.claims.model import Claim

#: How many letters a word may have behind a term: "attachment styles", "hechtingsstijlen".
_ENDING = r"\w{0,2}(?!\w)"


def glossary(env: BuildEnvironment) -> list[str]:
    """The terms of the glossary, in the order of the alphabet."""
    objects = env.domains.standard_domain.objects
    return sorted((name for kind, name in objects if kind == "term"), key=str.casefold)


def of_claims(env: BuildEnvironment, claims: Iterable[Claim]) -> dict[str, list[str]]:
    """The terms of each claim, by its id."""
    found = [(term, pattern(term)) for term in glossary(env)]
    return {one.id: [term for term, of in found if of.search(one.text)] for one in claims}


def pattern(term: str) -> re.Pattern[str]:
    """What finds a term in a text, with the endings that its last word may have.

    The last letter may have given way to one: "theories".
    """
    words: Sequence[str] = term.split()
    whole = r"\s+".join(map(re.escape, words))
    stem = rf"{whole[:-1]}(?:{re.escape(whole[-1])}|i)" if term[-1:] == "y" else whole
    return re.compile(rf"(?<!\w){stem}{_ENDING}", re.IGNORECASE)


def views(app: Sphinx, env: BuildEnvironment) -> dict[str, str]:
    """What the pages with the table show of the glossary, for ``sphinx_apa7.freshness``."""
    domain = claim_domain(env)
    if not domain.evidence:
        return {}
    claims = [one for _docname, found in domain.chapters() for one in found]
    speakers = [one.speaker for one in claims]
    return dict.fromkeys(domain.evidence, digest(of_claims(env, claims), speakers))
