"""What public copies of records say of every entry with a DOI: refs.verified.json."""

import pytest
from promises import ROOT

from apabib.bibtex.parse import read
from apabib.registry import snapshot
from apabib.registry.copies import comparable, dissents
from apabib.registry.record import Record
from apabib.settings import load

ENTRIES = {key: one for key, one in read(ROOT / "refs.bib").by_key().items() if one.get("doi")}
COPIES = snapshot.load(ROOT / "refs.verified.json").copies

#: Only one place was found that has a record of these, in the time that there was.
ONE = """
    alagna1979evaluative bonitz2008use chopik2019longitudinal dinero2008influence
    duschinsky2020phillip eindor2010attachment greenberg2010emotionfocused
    gunther2011mindful knapen2017samen laurenssen2014day lisa2022worth
"""

#: Of these none whose place can be named.
NONE = ""


#: Words in the hosts that show pages of works themselves.
PAGES_OF_WORKS = """
    123dok 9lib annualreviews apaopen biomedcentral bmcpsychiatry brief bsl cambridge
    cambridgecore cnpereading coek copmadrid coursehero diabetesjournals distantreader
    docksci docplayer docslib documentine doczz dokumen elsevier fdocuments fdokumen
    frontiersin gamestartup informahealthcare jagomart jneurosci karger kipdf lww mafiadoc manuals
    mdpi moam oupjapan ovid oxfordclinicalpsych pacja paperzz pdfcookie pdfslide plos
    plosone psychiatryonline psychopen researchgate sagepub scirp scribd springer
    springermedizin studydaddy studylib studylibit theclinics
    tijdschriftvoorpsychotherapie vdocument vdocuments wiley
"""


#: An index of files showed the words of one, not whose it is. Nobody can look that up again, and
#: who wrote it is unknown: it is shown, and it is no second place.
UNNAMED = "shown without its name"


def place(source: str) -> str:
    """Where a copy comes from in the end: two copies of one place are one.

    Everything from PubMed is one place, on whatever site it stands; so are the pages of a work
    itself, at its publisher's and with those who host such pages; so is a site in all its
    languages. The reference list of a work, the cover sheet of a repository, or a file in one is
    a place of its own.
    """
    host = source.partition("/")[0]
    if UNNAMED in source:
        return UNNAMED
    if "pubmed" in source.casefold() or host.endswith("nlm.nih.gov"):
        return "PubMed"
    words = set(host.replace("-", ".").split("."))
    of_repository = "cover sheet" in source and "publisher" not in source
    if host == "github.com" or "reference" in source or of_repository:
        return source
    if words & set(PAGES_OF_WORKS.split()) and "pure" not in words:
        return "the work itself"
    label, _, rest = host.partition(".")
    return rest if len(label) == 2 else host


def places(key: str) -> set[str]:
    return {place(copy.source) for copy in COPIES.get(key, [])} - {UNNAMED}


@pytest.mark.parametrize(
    ("sources", "count"),
    [
        (["pubmed.gov/1", "47.251.13.51/1 (copy of PubMed 1)", "pmc.ncbi.nlm.nih.gov/a"], 1),
        (["de.scribd.com/document/1", "scribd.com/document/2", "link.springer.com/article/1"], 1),
        (["de.example.org/1", "example.org/2"], 1),
        (["miami.pure.elsevier.com/1", "journal.elsevier.com/1"], 2),
        (["docslib.org/1 (cover sheet of a repository)", "docslib.org/2"], 2),
        (["docslib.org/1 (cover sheet of the publisher)", "docslib.org/2"], 1),
        (["ouci.example.org/1 (reference list)", "ouci.example.org/2 (reference list)"], 2),
        (["github.com/roe/a/refs.bib", "github.com/roe/b/refs.bib"], 2),
        (["vdocuments.net/1", "sage.cnpereading.com/doi/1", "karger.com/1"], 1),
        (["a public repository's file, shown without its name (reference list)"], 0),
    ],
)
def test_copies_from_one_place_are_one(sources, count):
    assert len({place(source) for source in sources} - {UNNAMED}) == count


def test_every_entry_with_a_doi_has_copies_from_two_places_or_is_listed():
    counts = {key: len(places(key)) for key in ENTRIES}
    assert {key for key, count in counts.items() if count == 1} == set(ONE.split())
    assert {key for key, count in counts.items() if count == 0} == set(NONE.split())


def test_readers_are_told_how_many_were_compared():
    notes = (ROOT / "back/source-notes.md").read_text("utf-8")
    one, none = len(ONE.split()), len(NONE.split())
    assert none == 0, "say so in back/source-notes.md, and test it here"
    two = len(ENTRIES) - one
    assert f"the {len(ENTRIES)} sources with a DOI were compared" in notes
    assert f": {two} with copies from two places or more, {one} with a copy from one." in notes


def test_every_copy_can_be_compared_with_its_entry():
    silent = [
        (key, copy.source)
        for key, copies in COPIES.items()
        for copy in copies
        if not copy.same and not comparable(ENTRIES[key], copy.record)
    ]
    assert silent == []


def test_every_difference_is_mended_or_explained():
    settings = load(ROOT)
    unexplained = [
        (key, each.field)
        for key, copies in COPIES.items()
        for each in dissents(ENTRIES[key], copies)
        if not settings.exception(key, each.field)
    ]
    assert unexplained == []


def test_difference_that_nobody_explained_would_be_found():
    key, entry = next((key, one) for key, one in ENTRIES.items() if one.get("year"))
    other = snapshot.Copy("example.org", "2026-11-26", entry.get("doi"), Record(years=["1066"]))
    assert [each.field for each in dissents(ENTRIES[key], [other])] == ["year"]
