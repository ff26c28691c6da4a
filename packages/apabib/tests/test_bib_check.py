"""What ``check`` finds: one slip at a time, each with its place and its remedy."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from apabib.bibtex.parse import parse
from apabib.manuscript.targets import split_role
from apabib.rules import characters, citations, provenance
from apabib.rules.review import Review
from apabib.rules.run import check_book, check_file, errors
from apabib.settings import load
from apabib.text.case import sentence_case

TODAY = date(2026, 11, 22)

SOUND = {
    "author": "Coan, James A. and Schaefer, Hillary S.",
    "title": "Lending a hand: Social regulation of the neural response to threat",
    "journal": "Psychological Science",
    "year": "2006",
    "volume": "17",
    "number": "12",
    "pages": "1032--1039",
    "doi": "10.1111/j.1467-9280.2006.01832.x",
}
BOOK = {
    "author": "Bowlby, John",
    "title": "Attachment",
    "year": "1969",
    "publisher": "Basic Books",
    "isbn": "9780465005437",
}


def article(kind: str = "article", key: str = "coan2006lending", **changed: str | None) -> str:
    values = {**(SOUND if kind == "article" else BOOK), **changed}
    lines = [f"  {name} = {{{value}}},\n" for name, value in values.items() if value is not None]
    return f"@{kind}{{{key},\n{''.join(lines)}}}\n"


def found(source: str) -> list[str]:
    """Findings without the file, the line and the key."""
    return [f"{f.severity}: {f.message}; {f.remedy}" for f in check_file(parse(source), TODAY)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            b"@book{k,\n title = {Cafe\xcc\x81}}",
            "x.bib:2: k: letters and their accents are separate characters here (not NFC);"
            " run `apabib tidy`",
        ),
        (b"@book{k, title = {a\x00b}}", "x.bib:1: k: a control character, U+0000; delete it"),
        (
            "@book{k, title = {a\x97b}}".encode(),
            "x.bib:1: k: a control character, U+0097; write —",
        ),
        (
            "@book{k, title = {a\u202eb}}".encode(),
            "x.bib:1: k: a character that cannot be seen, U+202E; delete it",
        ),
    ],
)
def test_characters_that_have_no_place_there(source: bytes, expected: str):
    review = Review(parse(source, "x.bib"))
    characters.check(review)
    assert [str(finding) for finding in review.all_findings()] == [expected]


def test_judging_twice_finds_the_same():
    bibliography = parse(article(doi="nonsense", journal="", pages="1-2") + "@book{k title}")
    read = list(bibliography.findings)
    first = check_file(bibliography, TODAY)
    assert len(first) > len(read) > 0
    assert check_file(bibliography, TODAY) == first
    assert bibliography.findings == read


def test_a_sound_entry_has_no_finding():
    assert found(article()) == []
    assert found(article("book", "bowlby1969attachment")) == []


def test_line_ends_of_windows():
    source = article().replace("\n", "\r\n").encode()
    assert [str(finding) for finding in check_file(parse(source), TODAY)] == [
        "refs.bib:1: the line ends are not those of Unix (LF); run `apabib tidy`, and set"
        " your editor to LF"
    ]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        # types and fields
        (
            {"kind": "artcle"},
            "error: there is no type @artcle; did you mean @article?",
        ),
        (
            {"kind": "incolection"},
            "error: there is no type @incolection; did you mean @incollection?",
        ),
        ({"kind": "dissertatoin"}, "error: there is no type @dissertatoin; use @thesis"),
        (
            {"kind": "thing"},
            "error: there is no type @thing; use @article, @book, @incollection,"
            " @report, @thesis, @online or @misc",
        ),
        (
            {"journal": None},
            "error: @article without journal or journaltitle; add it, or use a type"
            " that does without",
        ),
        ({"year": None}, "warning: @article without year or date; add it if the work has one"),
        (
            {"number": None, "issue": "12"},
            "warning: issue is for a named issue (“Spring”); styles do"
            " not print it as the number; write number = {12}",
        ),
        (
            {"booktitle": "Science"},
            "warning: @article does not print booktitle; make the entry an"
            " @incollection, or delete the field",
        ),
        ({"volume": ""}, "warning: the field volume is empty; fill it or delete it"),
        (
            {"editors": "Bowlby, John"},
            "warning: there is no field editors, so it is ignored; call it editor",
        ),
        (
            {"journal": "Attachment &amp; Loss"},
            "warning: journal holds the HTML entity &amp;; write \\&",
        ),
        (
            {"journal": "Attachment & Loss"},
            "warning: journal holds a raw &, which LaTeX reads as a command; write \\&",
        ),
        (
            {"title": "Effects of <i>touch</i>"},
            "warning: title holds the HTML tag <i>; delete it, or write \\emph{...} for italics",
        ),
        (
            {"title": "Effects \\textbf{here}"},
            "warning: title holds the LaTeX command \\textbf;"
            " write the character itself, or leave the markup out",
        ),
        (
            {"title": "Effects of $x$"},
            "warning: title holds TeX mathematics or a raw $; write the"
            " characters themselves, a dollar as \\$",
        ),
        # people
        (
            {"author": "Coan, James A. et al."},
            "error: author holds “et al.”; name every author, or end the list with “and others”",
        ),
        (
            {"author": "Coan, James A. and others"},
            "warning: “and others” stands for names that APA prints (up to 20); name every author",
        ),
        (
            {"author": "Coan, James A. and Others"},
            "error: “Others” is read as a name: BibTeX knows “others” in small letters only;"
            " write “and others”, or name every author",
        ),
        (
            {"author": "and Coan, James A."},
            "error: author has an “and” with no name beside it; delete the “and”, or add the name",
        ),
        (
            {"author": "Coan, J., Beckes, L., Allen, J."},
            "error: too many commas in one name: Coan, J., Beckes, L., Allen, J.; part names with"
            " “and”: Last, First and Last, First",
        ),
        (
            {"author": "Jim Coan & Lane Beckes"},
            "error: names are parted by “and” only: Jim Coan & Lane Beckes; write “and” between two"
            " names, braces around an organization",
        ),
        (
            {"author": "Coan, J.; Beckes, L."},
            "error: names are parted by “and” only: Coan, J.; Beckes, L.; write “and” between two"
            " names, braces around an organization",
        ),
        (
            {"author": "American Psychological Association"},
            "warning: an organization that would be cut into first and last name: American"
            " Psychological Association; write {American Psychological Association}",
        ),
        (
            {"author": "Nederlands Instituut van Psychologen"},
            "warning: an organization that would be cut into first and last name: Nederlands"
            " Instituut van Psychologen; write {Nederlands Instituut van Psychologen}",
        ),
        (
            {"author": "COAN, James A."},
            "warning: a name all in capitals: COAN, James A.; write it as"
            " its bearer does, an organization in braces",
        ),
        (
            {"author": "Coan, J.A."},
            "warning: initials without a space between them: Coan, J.A.; write Coan, J. A.",
        ),
        (
            {"author": "King, Martin L., Jr."},
            "warning: the suffix is not in its place: King, Martin L., Jr.;"
            " write King, Jr., Martin L.",
        ),
        (
            {"author": "King, Martin L., Jr."},
            "warning: the suffix is not in its place: King, Martin L., Jr.;"
            " write King, Jr., Martin L.",
        ),
        (
            {"author": "King Jr., Martin L."},
            "warning: the suffix is not in its place: King Jr., Martin L.;"
            " write King, Jr., Martin L.",
        ),
        (
            {"author": "Lee J. Cronbach, Paul E. Meehl"},
            "warning: this looks like two names: Lee J. Cronbach, Paul E. Meehl;"
            " write “and” between them",
        ),
        # values
        (
            {"doi": "https://doi.org/10.1111/abc"},
            "warning: the DOI has an address before it; write 10.1111/abc",
        ),
        (
            {"doi": "10.1111/a%2Fb"},
            "error: the DOI holds escapes of an address: 10.1111/a%2Fb; write"
            " the characters themselves, as the registry does",
        ),
        (
            {"doi": "10.1007/a\\_b"},
            "warning: the DOI holds LaTeX: 10.1007/a\\_b; write 10.1007/a_b",
        ),
        (
            {"doi": "doi unknown"},
            "error: this is no DOI: doi unknown; a DOI looks like 10.1111/j.1467-9280.2006.01832.x",
        ),
        (
            {"doi": "10.1111/abc."},
            "warning: the DOI ends with “.”; delete it, unless the registry has it too",
        ),
        (
            {"doi": None, "url": "https://doi.org/10.1111/abc"},
            "warning: the address is a DOI; write doi = {10.1111/abc}",
        ),
        (
            {"url": "https://doi.org/10.1111/j.1467-9280.2006.01832.x"},
            "warning: the address repeats the DOI; delete url: APA prints the DOI",
        ),
        (
            {"url": "https://doi.org/10.1111/other"},
            "warning: url and doi name two DOIs: 10.1111/other and"
            " 10.1111/j.1467-9280.2006.01832.x; keep the right one in doi:"
            " APA prints that one only",
        ),
        (
            {"url": "javascript:alert(1)"},
            "error: an address of the kind “javascript:”; only https"
            " and http addresses become links: delete it",
        ),
        (
            {"url": "JaVaScRiPt:alert(1)"},
            "error: an address of the kind “JaVaScRiPt:”; only https"
            " and http addresses become links: delete it",
        ),
        (
            {"url": "data:text/html,x"},
            "error: an address of the kind “data:”; only https and http"
            " addresses become links: delete it",
        ),
        (
            {"url": "www.x.org"},
            "warning: an address without https:// before it: www.x.org; write https://www.x.org",
        ),
        ({"url": "https:///x"}, "error: an address without a host: https:///x; correct it"),
        (
            {"url": "https://x.org/a b"},
            "error: an address may not hold “ ”; correct it, or write it percent-encoded",
        ),
        (
            {"url": "\\url{https://x.org/a\\_b}"},
            "warning: the address holds LaTeX: \\url{https://x.org/a\\_b}; write https://x.org/a_b",
        ),
        (
            {"issn": "0956-7977"},
            "warning: no valid ISSN (its check digit is wrong): 0956-7977; compare"
            " it with the journal's page",
        ),
        ({"year": "2028"}, "error: the year 2028 is in the future; correct it"),
        (
            {"year": "2006a"},
            "warning: year is no year: 2006a; write 2006: letters are added where they are printed",
        ),
        (
            {"year": "98"},
            "warning: year is no year: 98; write four digits",
        ),
        (
            {"date": "May 2006"},
            "warning: date is no date: May 2006; write 2006-05",
        ),
        ({"date": "2006-02-30"}, "error: there is no such day: 2006-02-30; correct it"),
        ({"date": "2007-02"}, "error: year 2006 and date 2007-02 disagree; keep the right one"),
        ({"urldate": "2026-12-24"}, "error: urldate is in the future: 2026-12-24; correct it"),
        ({"month": "13"}, "warning: there is no month 13; correct it"),
        ({"pages": "1032-1039"}, "warning: a page range with “-”: 1032-1039; write 1032--1039"),
        ({"pages": "131–-144"}, "warning: a page range with “–-”: 131–-144; write 131--144"),
        (
            {"pages": "1039--1032"},
            "error: the last page comes before the first: 1039--1032; compare it with the work",
        ),
        ({"pages": "1032--39"}, "warning: the last page is cut short: 1032--39; write 1032--1039"),
        (
            {"pages": "pp. 1032--1039"},
            "warning: pages holds a word for page: pp. 1032--1039; keep the numbers",
        ),
        (
            {"pages": "1032--"},
            "warning: a page range without an end: 1032--; add the missing page,"
            " or keep the first one only",
        ),
        ({"volume": "Vol. 17"}, "warning: volume holds a word: Vol. 17; write 17"),
        ({"title": "See https://x.org"}, "warning: title holds an address; put it into url"),
        (
            {"title": "Lending a Hand: Social Regulation of the Neural Response to Threat"},
            "warning: title is in title case; APA prints sentence case (names keep their capitals):"
            " Lending a hand: Social regulation of the neural response to threat",
        ),
        (
            {"key": "coan2006lénding"},
            "warning: the key holds “é”; use ASCII letters, digits and - _ : . only",
        ),
        (
            {"crossref": "nobody"},
            "error: crossref names “nobody”, and there is no such entry; mend"
            " the key, or write the fields here",
        ),
    ],
)
def test_one_slip(changed: dict[str, str | None], expected: str):
    assert found(
        article(**{"kind": "article", **changed})
        if changed.get("kind") is None
        else article().replace("@article", f"@{changed['kind']}")
    ) == [expected]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"edition": "2nd"}, "warning: edition is not a number: 2nd; write edition = {2}"),
        (
            {"edition": "Second edition"},
            "warning: edition is not a number: Second edition; write edition = {2}",
        ),
        (
            {"isbn": "9780465005438"},
            "warning: no valid ISBN (its check digit is wrong): 9780465005438;"
            " compare it with the book",
        ),
        ({"publisher": None}, "warning: @book without publisher; add it if the work has one"),
        (
            {"journal": "Science"},
            "warning: @book does not print journal; make the entry an @article,"
            " or delete the field",
        ),
    ],
)
def test_one_slip_in_a_book(changed: dict[str, str | None], expected: str):
    assert found(article("book", "bowlby1969attachment", **changed)) == [expected]


@pytest.mark.parametrize(
    "changed",
    [
        {"author": "{American Psychological Association}"},
        {"author": "van IJzendoorn, Marinus H. and King, Jr., Martin L. and Ortega y Gasset, J."},
        {"author": "Poincar{\\'e}, J.-H. and St. John, Mary"},
        {
            "author": " and ".join(
                f"Name{chr(97 + i)}, A.".replace("Name", "Nom") for i in range(20)
            )
            + " and others"
        },
        {"title": "Attachment in New York: What Bowlby and Ainsworth said"},
        {"title": "Die Beziehung zwischen Mutter und Kind im Alltag", "langid": "german"},
        {"title": "Loss \\& gain: 50\\% of \\emph{all}"},
        {"doi": "10.1002/(SICI)1097-0355(199621)17:1<5::AID-IMHJ1>3.0.CO;2-U"},
        {"author": "Alagna, Frank J. and Wicas, E. A."},  # not "e.a."
        {"pages": "S12--S18"},
        {"pages": "xi--xv"},
        {"pages": "12, 15--17"},
        {"pages": "A-12"},
        {"pages": None, "eid": "e0246753"},
        {"year": None, "date": "2011~"},
        {"year": None, "date": "2006-12-01"},
        {"url": "https://x.org/~a/b?c=d&e=f#g"},
        {"month": "dec"},
        {"issue": "Spring"},
    ],
)
def test_what_is_right_is_left_alone(changed: dict[str, str | None]):
    assert found(article(**changed)) == []


def test_doubles():
    source = (
        article()
        + article(key="Coan2006Lending")
        + article(key="coan2006hand", doi="10.1111/J.1467-9280.2006.01832.X")
        + article(key="coan2006again", doi=None)
    )
    assert [str(finding) for finding in check_file(parse(source, "x.bib"), TODAY)] == [
        "x.bib:11: Coan2006Lending: the key is already used in line 1; give this entry another key,"
        " or delete one of the two",
        "x.bib:21: coan2006hand: the same title, year and first author as coan2006lending (line"
        " 1); delete one of the two",
        "x.bib:29: coan2006hand: the DOI is also that of coan2006lending (line 1); delete one of"
        " the two, or correct the DOI",
        "x.bib:31: coan2006again: the same title, year and first author as coan2006lending (line"
        " 1); delete one of the two",
    ]


def test_a_field_that_stands_twice():
    source = article().replace("  pages", "  volume = {18},\n  pages")
    assert found(source) == [
        "error: the field volume stands twice; keep the right one: the second is ignored"
    ]


def test_crossref_lends_fields():
    source = (
        "@incollection{a2000part, author = {Last, A.}, title = {Part}, crossref = {b2000whole}}\n"
        "@book{b2000whole, editor = {Last, B.}, title = {Whole}, publisher = {P}, year = {2000}}\n"
    )
    assert found(source) == []


def test_the_build_gets_the_errors_only():
    bibliography = parse(article(doi="nonsense", pages="1-2"), "refs.bib")
    assert [str(finding) for finding in errors(bibliography)] == [
        "refs.bib:9: coan2006lending: this is no DOI: nonsense; a DOI looks like"
        " 10.1111/j.1467-9280.2006.01832.x"
    ]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (
            "Attachment Styles among Young Adults: A Test of a Four-Category Model",
            "Attachment styles among young adults: A test of a four-category model",
        ),
        ("ATTACHMENT AND LOSS", "Attachment and loss"),
        (
            "MOM: an Extensible Platform for Rapid Prototyping",
            "MOM: An extensible platform for rapid prototyping",
        ),
        (
            "The {Bayesian} Brain and its Hidden States Today",
            "The {Bayesian} brain and its hidden states today",
        ),
        ("The Multidimensional Assessment of Interoceptive Awareness (MAIA)", ""),
        ("Attachment styles among young adults", ""),
        ("Infant Strange Situation behavior", ""),
        # Countries, languages and months, in English and in Dutch.
        (
            "Loneliness in Nederland and the Rest of Europe During Winter",
            "Loneliness in Nederland and the rest of Europe during winter",
        ),
        (
            "Hechting En Verlies In Vlaamse Gezinnen Uit Marokko Tijdens Ramadan",
            "Hechting en verlies in Vlaamse gezinnen uit Marokko tijdens ramadan",
        ),
        (
            "Kenyan and Swahili Words for Love and Friendship Before December",
            "Kenyan and Swahili words for love and friendship before December",
        ),
        ("Attachment in Kenya, Uganda, and Sudan", ""),
        # Names of tests: none is evidence, and none is lowered.
        ("Development and Validation of the Adult Attachment Interview", ""),
        (
            "Touch and the Hand Warmth Inventory in Young Adults of Two Towns",
            "Touch and the Hand Warmth Inventory in young adults of two towns",
        ),
        ("Goals Questionnaire for University Students", ""),
        (
            "Hand Warmth Inventory: Professional Manual for Young Adults Today",
            "Hand Warmth Inventory: Professional manual for young adults today",
        ),
        ("A New Depression Scale for Young Children", "A new depression scale for young children"),
        ("A New Scale for Measuring Love", "A new scale for measuring love"),
    ],
)
def test_sentence_case(title: str, expected: str):
    assert sentence_case(title) == expected


def test_what_another_title_has_for_a_name_is_not_lowered():
    cold = "Warm Hands of Zorgia in the Rooms of Brinta and Young Quill"
    others = [
        "On the people of Zorgia and their hands in winter",
        "How Brinta’s hands hold other hands in a cold room",
        "A quill and a hand",
        "The hand of Quill in cold rooms of the north",
    ]
    source = "".join(
        article(key=f"coan{number}hands", title=title, doi=None)
        for number, title in enumerate([cold, *others])
    )
    [finding] = [each for each in check_file(parse(source), TODAY) if each.code == "title-case"]
    # "Quill" stands in small letters in one of them: it may be no name.
    assert finding.remedy.endswith(": Warm hands of Zorgia in the rooms of Brinta and young quill")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("key", (["key"], [], [], False)),
        ("a, b", (["a", "b"], [], [], False)),
        ("{see}a{p. 12},b{pp. 3, 5}", (["a", "b"], ["see"], ["p. 12", "pp. 3, 5"], False)),
        ("", ([], [], [], True)),
        ("a,,b", (["a", "b"], [], [], True)),
        ("a b", ([], [], [], True)),
        ("{see a", ([], [], [], True)),
    ],
)
def test_roles_are_read_as_sphinxcontrib_bibtex_reads_them(content: str, expected: tuple):
    assert split_role(content) == expected


# -- The book as a whole -----------------------------------------------------------

HOUSE = article(verified="hand 2026-11-22", record="pubmed.ncbi.nlm.nih.gov/17201784")
CHAPTER = "# Coan\n\nHands help {cite:p}`coan2006lending`.\n"


#: A project that demands everything.
SETTINGS = """
chapters = ["chapters/*.md"]
myst_enable_extensions = ["colon_fence", "deflist"]
key_options = ["claim.sources"]
demands = ["provenance", "keys", "printable", "uncited", "cite-kind", "citation-place"]
"""


def book(tmp_path: Path, bibliography: str = HOUSE, chapter: str = CHAPTER, **files: str):
    (tmp_path / "chapters").mkdir(exist_ok=True)
    (tmp_path / "refs.bib").write_text(bibliography, encoding="utf-8")
    (tmp_path / "chapters" / "coan.md").write_text(chapter, encoding="utf-8")
    files = {"apabib_toml": "", **files}
    files["apabib_toml"] = SETTINGS + files["apabib_toml"]
    for name, text in files.items():
        (tmp_path / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return [str(finding) for finding in check_book(load(tmp_path), today=TODAY)]


def test_a_sound_book_has_no_finding(tmp_path: Path):
    assert book(tmp_path) == []


@pytest.mark.parametrize(
    ("chapter", "expected"),
    [
        (
            "Hands {cite:p}`coan2006lendng`.",
            "coan2006lendng: there is no such entry in refs.bib; did you mean coan2006lending?",
        ),
        (
            "Hands {cite:p}`nobody1999x`.",
            "nobody1999x: there is no such entry in refs.bib; add it: apabib add DOI",
        ),
        (
            "Hands [@coan2006lending].",
            "[@coan2006lending] is printed as it stands; write {cite:p}`coan2006lending`",
        ),
        (
            "Hands [see @coan2006lending, p. 3].",
            "[see @coan2006lending, p. 3] is printed as it stands; write {cite:p}`coan2006lending`",
        ),
        (
            "Hands {cite:p}``.",
            "this is no citation: {cite:p}``.; write {cite:p}`key` or {cite:t}`key`, without a"
            " space before the `",
        ),
        (
            "Hands {cite:p} `coan2006lending`.",
            "this is no citation: {cite:p} .; write {cite:p}`key` or {cite:t}`key`, without a"
            " space before the `",
        ),
        (
            "Hands {cite:p}`coan2006lending,`.",
            "a citation that cannot be read: {cite:p}`coan2006lending,`; write"
            " {cite:p}`key1,{see}key2{p. 12}`",
        ),
        (
            "Hands {cite}`coan2006lending`.",
            "the role {cite} has no kind; write {cite:p}`...` for (Coan, 2006) or {cite:t}`...` for"
            " Coan (2006)",
        ),
        (
            "Hands {cite:x}`coan2006lending`.",
            "there is no role {cite:x}; write {cite:p}`...` for (Coan, 2006) or {cite:t}`...` for"
            " Coan (2006)",
        ),
        (
            "Hands {cite:yearpr}`coan2006lending`.",
            "there is no role {cite:yearpr}; did you mean {cite:yearpar}?",
        ),
        (
            "Hands, as @coan2006lending.",
            "coan2006lending: @coan2006lending is printed as it stands; write"
            " {cite:p}`coan2006lending`",
        ),
        (
            "Hands (@coan2006lending; me@coan.org).",
            "coan2006lending: @coan2006lending is printed as it stands; write"
            " {cite:p}`coan2006lending`",
        ),
        (
            "Hands \\citep{coan2006lending}.",
            "this is no citation: \\citep{coan2006lending}.; write {cite:p}`key` or {cite:t}`key`,"
            " without a space before the `",
        ),
        (
            "## Hands {cite:p}`coan2006lending`",
            "a citation in a heading; cite in the text: headings and captions are repeated"
            " elsewhere",
        ),
        (
            "Hands {cite:p}`{see -- after all --}coan2006lending{pp. 3--5}`.",
            "“--” in the note “see -- after all --” is printed as it stands; write –",
        ),
    ],
)
def test_how_chapters_cite(tmp_path: Path, chapter: str, expected: str):
    findings = book(tmp_path, chapter=f"# Coan\n\n{chapter}\n\n{CHAPTER[8:]}")
    assert findings == [f"chapters/coan.md:3: {expected}"]


def test_a_fence_that_nothing_closes(tmp_path: Path):
    assert book(tmp_path, chapter=f"{CHAPTER}\n```python\nprint()\n\nThe rest.\n") == [
        "chapters/coan.md:5: nothing closes ```python: what follows belongs to it; add a line of"
        " ``` where it ends"
    ]


def test_a_page_may_be_a_range_in_tex(tmp_path: Path):
    cited = CHAPTER.replace("lending`", "lending{pp. 3--5}`")
    assert book(tmp_path, chapter=cited) == []


@pytest.mark.parametrize(
    "text",
    [
        "me@coan2006lending and me@coan2006lending.org",
        "<me+you@coan2006lending>",
        "https://example.org/@coan2006lending",
        "`@coan2006lending` and ``x @coan2006lending``",
        "```\n@coan2006lending\n```",
        "% @coan2006lending",
        "@coan2006lending/fmt and @coan2006lending.org and @coan2006lending-more",
        "@nobody2006 and @ coan2006lending and \\@coan2006lending",
        "a `span of\n@coan2006lending two` lines",
    ],
)
def test_what_only_looks_like_a_key(tmp_path: Path, text: str):
    assert book(tmp_path, chapter=f"{CHAPTER}\n{text}\n") == []


def test_the_roles_are_those_of_the_extension():
    from sphinxcontrib.bibtex.domain import BibtexDomain

    assert set(BibtexDomain._role_names) == citations._ROLES


FIGURE = """# Coan

:::{figure} ../figures/hand.svg
:name: fig-hand
:alt: A hand.

The hand %s.

The legend {cite:p}`coan2006lending`.
:::
"""


def test_a_caption_may_not_cite_and_a_legend_may(tmp_path: Path):
    assert book(tmp_path, chapter=FIGURE % "holds") == []
    assert book(tmp_path, chapter=FIGURE % "{cite:t}`coan2006lending`") == [
        "chapters/coan.md:7: a citation in a caption; cite in the text: headings and captions are"
        " repeated elsewhere"
    ]


def test_claims_cite_and_code_does_not(tmp_path: Path):
    claim = (
        ":::{claim} hand\n:speaker: coan\n:sources: coan2006lending, nobody2000x\n\nHands.\n:::\n"
    )
    assert book(tmp_path, chapter=claim) == [
        "chapters/coan.md:3: nobody2000x: there is no such entry in refs.bib; add it: apabib"
        " add DOI"
    ]
    code = CHAPTER + "\n```\n{cite:p}`nobody`  [@nobody]\n```\n\nWrite `{cite:p}` and `[@key]`.\n"
    assert book(tmp_path, chapter=code) == []


def test_comments_cite_nothing(tmp_path: Path):
    assert book(tmp_path, chapter=CHAPTER + "\n% once {cite:p}`nobody2000x`\n") == []


def test_a_citation_over_two_lines(tmp_path: Path):
    assert book(tmp_path, chapter="# Coan\n\nHands {cite:p}`coan2006lending,\nnobody2000x`.\n") == [
        "chapters/coan.md:3: nobody2000x: there is no such entry in refs.bib; add it: apabib"
        " add DOI"
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "hand 2026-11-22",
            "yes",
            "10: coan2006lending: verified cannot be read: yes; compare it"
            " with a public record and write verified = {hand 2026-11-22}",
        ),
        (
            "hand 2026-11-22",
            "hand 2026-11-23",
            "10: coan2006lending: verified on a day that is not"
            " there yet: hand 2026-11-23; correct the day",
        ),
        (
            "  verified = {hand 2026-11-22},\n",
            "",
            "1: coan2006lending: the entry does not say how it"
            " was verified; compare it with a public record and write verified = {hand 2026-11-22}",
        ),
        (
            "  record = {pubmed.ncbi.nlm.nih.gov/17201784},\n",
            "",
            "1: coan2006lending: the entry does"
            " not name the record it was compared with; write record = {address of the public"
            " record}",
        ),
        (
            "@article{",
            "@customa{",
            "1: coan2006lending: the book prints no references of type"
            " @customa; use @article, @book, @incollection, @report, @thesis, @online or @misc",
        ),
        (
            "  volume = {17},\n",
            "  volume = {17},\n  colour = {red},\n",
            "7: coan2006lending: there is no field colour, so it is ignored; delete it",
        ),
    ],
)
def test_the_rules_of_this_book(tmp_path: Path, old: str, new: str, expected: str):
    assert book(tmp_path, HOUSE.replace(old, new)) == [f"refs.bib:{expected}"]


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (
            "Coan2006lending",
            "the key is not of the form name + year + word; call it"
            " coan2006lending, here and where it is cited",
        ),
        (
            "cohen2006lending",
            "the key does not agree with the first author; call it"
            " coan2006lending, here and where it is cited, or mend the field",
        ),
        (
            "coan2007lending",
            "the key does not agree with the year; call it coan2006lending, here and"
            " where it is cited, or mend the field",
        ),
        (
            "coan2006loan",
            "the key does not agree with any word of the title; call it"
            " coan2006lending, here and where it is cited, or mend the field",
        ),
    ],
)
def test_keys_agree_with_their_entries(tmp_path: Path, key: str, expected: str):
    findings = book(
        tmp_path, HOUSE.replace("coan2006lending", key), CHAPTER.replace("coan2006lending", key)
    )
    assert findings == [f"refs.bib:1: {key}: {expected}"]


@pytest.mark.parametrize(
    ("record", "vague"),
    [
        ("public bibliographies (this DOI with this title)", True),
        ("catalog of a library", True),
        ("Catalog of a library", True),
        ("two reference lists that agree", True),
        ("the DOI", True),
        ("pubmed.ncbi.nlm.nih.gov/17201784", False),
        ("KB.nl", False),
        ("PMID 17201784", False),
        ("a list (PMC3840331)", False),
        ("isbn:9780465005437", False),
        ("doi 10.1000/1", False),
        ("reference list of ChinaXiv:201812.00153", False),
        ("reference list of Lakens 2013", False),
        ("catalog of the Library of Congress", False),
        ("the text itself (no year on it)", False),
        (provenance.WEAK, False),
    ],
)
def test_a_record_can_be_found_again(tmp_path: Path, record: str, vague: bool):
    source = article(verified="hand 2026-11-22", record=record)
    expected = [
        "refs.bib:11: coan2006lending: the record names nothing that can be found again:"
        f" {record}; write its address, its PubMed, DOI or ISBN number, or the name of the document"
    ]
    assert book(tmp_path, source, CHAPTER) == (expected if vague else [])


def test_an_entry_that_nobody_cites(tmp_path: Path):
    assert book(tmp_path, chapter="# Coan\n") == [
        "refs.bib:1: coan2006lending: no chapter cites this entry; cite it or delete it"
    ]


def test_exceptions_have_reasons_and_are_used(tmp_path: Path):
    accepted = (
        '[[accepted]]\nkey = "coan2006lending"\ncode = "uncited"\nreason = "kept for the index"\n'
    )
    assert book(tmp_path, chapter="# Coan\n", apabib_toml=accepted) == []
    assert book(tmp_path, apabib_toml=accepted) == [
        "apabib.toml:1: coan2006lending: the exception “uncited” covers nothing any more; delete it"
    ]


def test_asking_for_an_exception_changes_no_settings(tmp_path: Path):
    accepted = (
        '[[accepted]]\nkey = "coan2006lending"\ncode = "uncited"\nreason = "kept for the index"\n'
    )
    assert book(tmp_path, chapter="# Coan\n", apabib_toml=accepted) == []
    settings = load(tmp_path)
    before = repr(settings)
    assert check_book(settings, today=TODAY) == check_book(settings, today=TODAY) == []
    assert settings.exception("coan2006lending", "uncited") == settings.accepted[0]
    assert settings.exception("coan2006lending", "doi-form") is None
    assert repr(settings) == before
    # What one run used, another must use again.
    (tmp_path / "chapters" / "coan.md").write_text("Hands {cite:p}`coan2006lending`.\n")
    assert [finding.code for finding in check_book(settings, today=TODAY)] == ["accepted-unused"]
