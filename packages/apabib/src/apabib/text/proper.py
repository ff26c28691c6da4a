"""Names that stand in titles, and keep their capital in sentence case (APA 7, sections 6.14, 6.18).

People, places, languages, and tests: a list of what titles of psychology have most, the names of
countries and languages of the CLDR in English and Dutch, and what looks like the name of a test.
"""

from __future__ import annotations

import re
from functools import cache

from apabib.text.fold import words

#: Words that keep a capital and are no evidence of title case.
NAMES = words(
    """
    african africa america american americans asia asian australia australian austrian belgian
    belgium brazil brazilian britain british canada canadian china chinese christian
    christianity dutch europe european england english france french german
    germany greece greek hindu india indian indonesia iran iraq ireland irish islam islamic
    israel israeli italian italy japan japanese jewish jews korea korean latin london mexican
    mexico muslim netherlands norway norwegian poland polish portuguese roman russia russian
    scandinavian scotland scottish spain spanish sweden swedish swiss switzerland turkey turkish
    vietnam welsh california chicago texas boston washington paris berlin rome january february
    march april june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday easter christmas bayes bayesian boolean buddhist
    buddhism cartesian confucian darwin darwinian einstein euclidean euler fourier gauss
    gaussian hilbert kalman lagrangian laplace laplacian likert markov newton newtonian pareto
    poisson schrödinger turing riemannian hamiltonian lorentz bernoulli cauchy
    dirichlet hebbian marxist kantian alzheimer parkinson asperger hodgkin
    google python facebook twitter wikipedia linux internet bible god earth mars venus jupiter
    cochrane dsm medline pubmed likert rorschach wechsler stroop minnesota bowlby freud piaget
    amsterdam rotterdam utrecht leiden groningen nijmegen tilburg maastricht eindhoven antwerpen
    brussel brussels gent ghent leuven vlaanderen flanders flemish vlaams vlaamse nederlandse
    belgisch belgische duits duitse frans franse engelse europees europese amerikaans amerikaanse
    surinaamse turkse marokkaanse chinese japanse spaanse italiaanse deens deense zweedse noors
    noorse poolse russische holland hollandse fries friese limburg limburgse zeeland drenthe
    overijssel gelderland brabant kerstmis
    """
)

#: Names of countries and languages that are common words too, in one of the two languages.
_WORDS_TOO = words("chad chili creek even fang fries guinea jersey kom lets mari pools slave turks")
_SHORTEST = 4
#: What names of tests end in, and for whom a test is.
_NOUN = (
    r"(?:Inventory|Scales?|Questionnaire|Test|Index|Checklist|Interview|Schedule|Battery|Survey"
    r"|Profile|Paradigm|Procedure|Situation|Study)"
)
_FOR = r"(?: (?:of|for) [A-Z][\w’'-]*+(?: [A-Z][\w’'-]*+)*)?"
_WORDS = r"(?:[A-Z][\w’'-]*+(?: (?:of|for|and|to|in|the))* )+"
#: Before such a name stands "the", or it is the title itself, as far as its colon.
_TEST = re.compile(
    rf"(?:\b[Tt]he |\A(?!(?:An?|The|New|Toward|Using|Measuring) )(?={_WORDS}{_NOUN}{_FOR}(?::|\Z)))"
    rf"({_WORDS}{_NOUN}{_FOR})(?!\w)"
)


@cache
def of_the_world() -> frozenset[str]:
    """Countries and languages, in English and in Dutch, of one word each."""
    from babel import Locale  # late: most titles need none of them

    locales = (Locale.parse("en"), Locale.parse("nl"))
    found = {
        name.casefold()
        for locale in locales
        for names in (locale.territories, locale.languages)
        for name in names.values()
        if len(name) >= _SHORTEST and name.isalpha() and name[0].isupper()
    }
    return frozenset(found - _WORDS_TOO)


def names_of_tests(title: str) -> list[tuple[int, int]]:
    """Where a title has what looks like the name of a test or a study: ``the Hand Inventory``."""
    return [(match.start(1) - 1, match.end(1)) for match in _TEST.finditer(title)]
