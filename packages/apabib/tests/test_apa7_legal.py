"""Legal works, American, Dutch, and of many states (APA 7, chapter 11)."""

from __future__ import annotations

import pytest

from apabib.apa7.format import Cite, Locale, References, works_of
from apabib.bibtex.parse import parse
from apabib.i18n import translator


def line(entry: str, language: str = "en") -> str:
    works = works_of(parse(f"@{entry}").entries)
    spans = References(works, Locale(language, translator(language))).reference(works[0].key)
    text = "".join(f"<i>{span.text}</i>" if span.italic else span.text for span in spans)
    return text.replace("\N{NO-BREAK SPACE}", "~")


CASES = [
    # 11.4: the reporter in any field; the court; courts and years of their own.
    ("jurisdiction{a, title={Roe v. Poe}, citation={1 U.S. 2}, year=1954, url={https://x.org/a}}",
     "Roe v. Poe, 1 U.S. 2 (1954). https://x.org/a"),
    ("jurisdiction{a, title={Roe v. Poe}, howpublished={1 U.S. 2}, organization={9th Cir.},"
     " year=1954}",
     "Roe v. Poe, 1 U.S. 2 (9th Cir. 1954)."),
    ("jurisdiction{a, title={Roe v. Poe}, volume=1, journaltitle={U.S.}, pages=2, year=1954}",
     "Roe v. Poe, 1 U.S. 2 (1954)."),
    ("jurisdiction{a, title={Roe v. Poe}, citation={1 F. 2 and aff'd and 3 F. 4}, year=1984,"
     ' citation+an:citeorg={1="D. Kan.";3="10th Cir."},'
     ' citation+an:citedate={1="1981";3="1984"}, citation+an:citeinfo={2=appeal}}',
     "Roe v. Poe, 1 F. 2 (D. Kan. 1981), <i>aff’d</i>, 3 F. 4 (10th Cir. 1984)."),
    ("jurisdiction{a, title={Roe v. Poe}, volume=1, booktitle={U.S.}, pages=2,"
     " publisher={9th Cir.}, year=1954}",
     "Roe v. Poe, 1 U.S. 2 (9th Cir. 1954)."),
    # 11.5: a statute with its year in the name, and one that was revised.
    (r"legislation{a, title={Touch Act}, titleaddon={of 1990}, location={42 U.S.C. \S~5 \emph{et"
     r" seq.}}, year=1990}",
     "Touch Act of 1990, 42 U.S.C. §~5 <i>et seq.</i> (1990)."),
    # 11.6: a hearing is a title, a bill is not; what is known by its number.
    ("legmaterial{a, title={Touch}, subtitle={Hearing before the Committee},"
     " location={114th Cong.}, note={testimony of Ann Roe}, year=2016}",
     "<i>Touch: Hearing before the Committee</i>, 114th Cong. (2016) (testimony of Ann Roe)."),
    ("legmaterial{a, source={senate}, type={resolution}, number=438, location={114th Cong. and 1"
     " Cong. Rec. 2}, note={enacted}, year=2016}",
     "S. Res. 438, 114th Cong., 1 Cong. Rec. 2 (2016) (enacted)."),
    ("legmaterial{a, source={houseofrepresentatives}, type={report}, number={114-358}, year=2015}",
     "H.R. Rep. No. 114-358 (2015)."),
    ("legislation{a, title={Touch Act}, type={Bill}, number={H.R. 12}, year=2001}",
     "Touch Act, H.R. 12 (2001)."),
    # 11.7: rules and orders.
    ("legadminmaterial{a, title={Touching}, citation={81 F.R. 3}, note={to be codified},"
     " keywords={proposed}, date={2016-05-23}}",
     "Touching, 81 F.R. 3 (proposed May 23, 2016) (to be codified)."),
    ("legadminmaterial{a, type={execorder}, number={13,676}, citation={3 C.F.R. 294}, year=2014}",
     "Exec. Order No. 13,676, 3 C.F.R. 294 (2014)."),
    ("legadminmaterial{a, title={Touch Regulation}, citation={OJ L 119}, year=2016}",
     "Touch Regulation, OJ L 119 (2016)."),
    # 11.8: patents are wholes with authors.
    ("patent{a, author={Roe, A.}, title={Hand}, type={patentus}, number={9,367},"
     " publisher={U.S. Patent and Trademark Office}, year=2016}",
     "Roe, A. (2016). <i>Hand</i> (U.S. Patent No. 9,367). U.S. Patent and Trademark Office."),
    # 11.9 and 11.10: constitutions, charters, treaties.
    ("constitution{a, source={us}, type={constitution}, article={I}, section=3}",
     "U.S. Const. art.~I, §~3."),
    ("constitution{a, source={us}, type={constitution}, amendment={XIX}, keywords={repealed},"
     " eventdate={1933}}",
     "U.S. Const. amend.~XIX (repealed 1933)."),
    ("constitution{a, source={unitednations}, type={charter}, article=1, part=3}",
     "U.N. Charter art.~1, para.~3."),
    ("legal{a, title={Treaty of Touch}, date={1989-11-20}, url={https://x.org/a}}",
     "Treaty of Touch, November 20, 1989, https://x.org/a"),
    ("legal{a, title={Treaty of Touch}, date={1989-11-20}}", "Treaty of Touch, November 20, 1989."),
]  # fmt: skip


@pytest.mark.parametrize(("entry", "expected"), CASES)
def test_a_legal_work(entry: str, expected: str):
    assert line(entry) == expected


DUTCH = [
    # The gazette and the ECLI have the year.
    ("legislation{a, title={Wet op de aanraking}, citation={Stb. 2004, 306}, year=2004, article=7}",
     "Wet op de aanraking, art.~7, Stb. 2004, 306."),
    ("legislation{a, title={Wet op de aanraking}, year=2004, url={https://x.org/a}}",
     "Wet op de aanraking (2004). https://x.org/a"),
    ("jurisdiction{a, title={Handdrukarrest}, citation={ECLI:NL:HR:2015:1234}, organization={HR},"
     " date={2015-06-12}}",
     "Handdrukarrest, HR 12 juni 2015, ECLI:NL:HR:2015:1234."),
    ("jurisdiction{a, citation={ECLI:NL:RBAMS:2020:1}, organization={Rb. Amsterdam},"
     " date={2020-01-03}}",
     "Rb. Amsterdam 3 januari 2020, ECLI:NL:RBAMS:2020:1."),
    ("constitution{a, title={Grondwet}, article=1}", "Grondwet art.~1."),
    ("legislation{a, title={Wet op de aanraking}, citation={Stb. 2004, 306}, article=7, part=2,"
     " langid={dutch}, year=2004}",
     "Wet op de aanraking, art.~7, lid~2, Stb. 2004, 306."),
    ("legal{a, title={Verdrag van Utrecht}, date={1989-11-20}, note={nog niet van kracht}}",
     "Verdrag van Utrecht, 20 november 1989 (nog niet van kracht)."),
]  # fmt: skip


@pytest.mark.parametrize(("entry", "expected"), DUTCH)
def test_a_dutch_legal_work(entry: str, expected: str):
    assert line(entry, "nl") == expected


def test_a_name_in_another_language_is_translated():
    entry = (
        "legislation{a, title={Wet op de aanraking}, titletranslation={Touch Act}, langid={dutch},"
        " citation={Stb. 2004, 306}, year=2004}"
    )
    assert line(entry) == "Wet op de aanraking [Touch Act], Stb. 2004, 306."
    assert line(entry, "nl") == "Wet op de aanraking, Stb. 2004, 306."


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("jurisdiction{a, title={Roe v. Poe}, citation={1 U.S. 2}, year=1954}",
         "(<i>Roe v. Poe</i>, 1954)"),
        ("legislation{a, title={Touch Act}, titleaddon={of 1990}, year=1990}",
         "(Touch Act, 1990)"),
        ("legmaterial{a, source={senate}, type={resolution}, number=438, year=2016}",
         "(S. Resolution 438, 2016)"),
        ("constitution{a, source={us}, amendment={XIX}}", "(U.S. Const. amend.~XIX)"),
        ("constitution{a, title={Grondwet}, article=1}", "(Grondwet art.~1)"),
    ],
)  # fmt: skip
def test_its_name_in_the_text(entry: str, expected: str):
    pieces = References(works_of(parse(f"@{entry}").entries)).citation("p", [Cite("a")])
    spans = [span for piece in pieces for span in piece.spans]
    text = "".join(f"<i>{span.text}</i>" if span.italic else span.text for span in spans)
    assert text.replace("\N{NO-BREAK SPACE}", "~") == expected
