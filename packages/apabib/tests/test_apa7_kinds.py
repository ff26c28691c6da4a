"""Every kind of work in the list, in English and in Dutch (APA 7, chapters 9 to 11).

One row for each thing that a kind of work prints in its own way. The works are invented; ``~`` is a
space that does not break, and ``nl`` is left out where it is as in English.
"""

from __future__ import annotations

import pytest

from apabib.apa7.format import Locale, References, works_of
from apabib.bibtex.parse import parse
from apabib.i18n import translator

OTHERS = """
@book{sea, author = {Poe, Bo}, title = {The sea}, subtitle = {A life}, year = 1999}
@video{wave, author = {Poe, Bo}, author+an:role = {1=director}, title = {Wave}, year = 1999}
@video{pilot, author = {Poe, Bo}, author+an:role = {1=writer,director}, title = {Pilot},
  entrysubtype = {tvepisode}, year = 1999}
@article{tide, author = {Poe, Bo}, title = {Tides}, journal = {Water}, year = 1999}
"""


def line(entry: str, language: str) -> str:
    locale = Locale(language, translator(language))
    works = works_of(parse(f"@{entry}\n{OTHERS}").entries)
    spans = References(works, locale).reference(works[0].key)
    text = "".join(f"<i>{span.text}</i>" if span.italic else span.text for span in spans)
    return text.replace("\N{NO-BREAK SPACE}", "~")


TITLES = [
    # 9.19: a subtitle after a colon, but not after a mark of its own.
    ("book{a, author={Roe, A.}, title={Hands}, subtitle={A study}, year=2001, publisher={P}}",
     "Roe, A. (2001). <i>Hands: A study</i>. P.", None),
    ("book{a, author={Roe, A.}, title={Why hands?}, subtitle={A study}, year=2001}",
     "Roe, A. (2001). <i>Why hands? A study</i>.", None),
    # 9.19, example 30: a volume with a title of its own, and one without.
    ("book{a, author={Roe, A.}, maintitle={Touch}, volume=2, title={Skin}, edition=2, year=2001}",
     "Roe, A. (2001). <i>Touch: Vol. 2. Skin</i> (2nd ed.).",
     "Roe, A. (2001). <i>Touch: Vol. 2. Skin</i> (2e druk)."),
    ("book{a, author={Roe, A.}, maintitle={Touch}, mainsubtitle={All of it}, volume=2, part=1,"
     " title={Skin}, year=2001}",
     "Roe, A. (2001). <i>Touch: All of it: Vol. 2, Pt. 1. Skin</i>.",
     "Roe, A. (2001). <i>Touch: All of it: Vol. 2, Deel 1. Skin</i>."),
    ("book{a, author={Roe, A.}, maintitle={Touch}, volume=2, year=2001}",
     "Roe, A. (2001). <i>Touch</i> (Vol. 2).", None),
    ("book{a, author={Roe, A.}, title={Touch}, volumes=3, year=2001}",
     "Roe, A. (2001). <i>Touch</i> (Vols. 1–3).", None),
    ("book{a, author={Roe, A.}, title={Touch}, volume={1--2}, year=2001}",
     "Roe, A. (2001). <i>Touch</i> (Vols. 1–2).", None),
    # Example 29: one who edited and translated, and one who read aloud.
    ("book{a, author={Roe, A.}, title={Dreams}, editor={Poe, B.}, translator={Poe, B.}, year=2001}",
     "Roe, A. (2001). <i>Dreams</i> (B. Poe, Ed. & Trans.).",
     "Roe, A. (2001). <i>Dreams</i> (B. Poe, Red. & Vert.)."),
    ("book{a, author={Roe, A.}, title={Dreams}, narrator={Poe, B.}, titleaddon={Audiobook},"
     " year=2001}",
     "Roe, A. (2001). <i>Dreams</i> (B. Poe, Narr.) [Audiobook].",
     "Roe, A. (2001). <i>Dreams</i> (B. Poe, Verteller) [Luisterboek]."),
    ("book{a, author={Roe, A.}, title={Dreams}, introduction={Poe, B.}, edition=3, year=2001}",
     "Roe, A. (with Poe, B.). (2001). <i>Dreams</i> (3rd ed.).",
     "Roe, A. (met Poe, B.). (2001). <i>Dreams</i> (3e druk)."),
    # 9.8: all who helped in one list; where nobody is in the author's place, they follow the title.
    ("book{a, editor={Roe, A.}, title={Dreams}, with={Coe, C.}, foreword={Poe, B.}, year=2001}",
     "Roe, A. (Ed.) (with Coe, C., & Poe, B.). (2001). <i>Dreams</i>.",
     "Roe, A. (Red.) (met Coe, C., & Poe, B.). (2001). <i>Dreams</i>."),
    ("book{a, title={Dreams}, afterword={Poe, B.}, year=2001}",
     "<i>Dreams</i> (with an afterword by B. Poe). (2001).",
     "<i>Dreams</i> (met een nawoord van B. Poe). (2001)."),
    # 9.38: a title and its translation, whatever the language; the original of a translation.
    ("book{a, author={Roe, A.}, title={Kezek}, titletranslation={Hands}, langid={magyar},"
     " year=2001}",
     "Roe, A. (2001). <i>Kezek</i> [Hands].", None),
    ("book{a, author={Roe, A.}, title={Handen}, titletranslation={Hands}, langid={dutch},"
     " year=2001}",
     "Roe, A. (2001). <i>Handen</i> [Hands].", "Roe, A. (2001). <i>Handen</i>."),
    ("book{a, author={Roe, A.}, title={Qamuq}, titletranslation={Hands}, langid={klingon},"
     " year=2001}",
     "Roe, A. (2001). <i>Qamuq</i> [Hands].", None),
    ("book{a, author={Roe, A.}, title={The hand}, origtitle={La main}, year=2001}",
     "Roe, A. (2001). <i>La main</i> [The hand].", None),
    ("book{a, author={Roe, A.}, title={The hand}, origtitle={La main}, translator={Poe, B.},"
     " year=2001}",
     "Roe, A. (2001). <i>The hand</i> (B. Poe, Trans.).",
     "Roe, A. (2001). <i>The hand</i> (B. Poe, Vert.)."),
    # 9.20 and example 55: a note of a whole in parentheses, behind the numbers.
    ("report{a, author={Roe, A.}, title={Code}, type={Issue Brief}, number=3,"
     " note={2002, amended 2010}, year=2017}",
     "Roe, A. (2017). <i>Code</i> (Issue Brief No. 3; 2002, amended 2010).",
     "Roe, A. (2017). <i>Code</i> (Themanotitie Nr. 3; 2002, amended 2010)."),
    # 9.22: no title.
    ("image{a, author={Roe, A.}, titleaddon={Map of hands}, year=2001}",
     "Roe, A. (2001). [Map of hands].", None),
    # 6.6, 6.7, 6.23: TeX's marks in any field.
    (r"misc{a, author={O'Roe, A.}, title={``Quoted'' hands --- or \enquote{so \enquote{said}}"
     r" 1--2}, publisher={Poe's \& Sons}, note={see \emph{Hands}}, year=2001}",
     "O’Roe, A. (2001). <i>“Quoted” hands—or “so ‘said’” 1–2</i> (see <i>Hands</i>)."
     " Poe’s & Sons.", None),
    (r"article{a, author={Roe, A.}, title={Of \textit{Homo faber}}, journal={\textup{Hands}},"
     r" year=2001}",
     "Roe, A. (2001). Of <i>Homo faber</i>. Hands.", None),
    # 9.52: a study in a meta-analysis.
    ("book{a, author={Roe, A.}, title={Hands}, keywords={touch, meta}, year=2001}",
     "*Roe, A. (2001). <i>Hands</i>.", None),
]  # fmt: skip

PERIODICALS = [
    ("article{a, author={Roe, A.}, title={Hands}, journaltitle={Touch},"
     " journalsubtitle={A journal}, volume=3, number={Suppl. 1}, pages={S1--S9}, year=2001}",
     "Roe, A. (2001). Hands. <i>Touch: A journal</i>, <i>3</i>(Suppl. 1), S1–S9.", None),
    # Example 7: ahead of an issue.
    ("article{a, author={Roe, A.}, title={Hands}, journal={Touch}, pubstate={prepublished},"
     " year=2001, doi={10.5555/h}}",
     "Roe, A. (2001). Hands. <i>Touch</i>. Advance online publication. https://doi.org/10.5555/h",
     "Roe, A. (2001). Hands. <i>Touch</i>. Vooraf online gepubliceerd. https://doi.org/10.5555/h"),
    # Words that are printed before a number may stand in the field, too.
    ("article{a, author={Roe, A.}, title={Hands}, journal={Touch}, volume=2, eid={Article e12},"
     " year=2001}",
     "Roe, A. (2001). Hands. <i>Touch</i>, <i>2</i>, Article e12.",
     "Roe, A. (2001). Hands. <i>Touch</i>, <i>2</i>, Artikel e12."),
    ("incollection{a, author={Roe, A.}, title={Hands}, booktitle={Touch}, volume={Vol. 3},"
     " pages={pp. 10-12}, note={Advance online publication}, year=2001}",
     "Roe, A. (2001). Hands [Advance online publication]. In <i>Touch</i> (Vol. 3, pp.~10–12).",
     "Roe, A. (2001). Hands [Vooraf online gepubliceerd]. In <i>Touch</i> (Vol. 3, pp.~10–12)."),
    ("article{a, author={Roe, A.}, title={Hands}, journal={Touch}, volume=2, pages={e55123},"
     " year=2001}",
     "Roe, A. (2001). Hands. <i>Touch</i>, <i>2</i>, Article e55123.",
     "Roe, A. (2001). Hands. <i>Touch</i>, <i>2</i>, Artikel e55123."),
    # 10.8: a manuscript is in no journal yet.
    ("article{a, author={Roe, A.}, title={Hands}, journal={Touch}, pubstate={submitted},"
     " year=2001}",
     "Roe, A. (2001). <i>Hands</i> [Manuscript submitted for publication].",
     "Roe, A. (2001). <i>Hands</i> [Manuscript ingediend voor publicatie]."),
    ("article{a, author={Roe, A.}, title={Hands}, journal={Touch}, volume=1,"
     " note={Letter to the editor}, year=2001}",
     "Roe, A. (2001). Hands [Letter to the editor]. <i>Touch</i>, <i>1</i>.",
     "Roe, A. (2001). Hands [Ingezonden brief]. <i>Touch</i>, <i>1</i>."),
    ("article{a, author={Roe, A.}, title={Hands}, journal={Touch}, volume=1, note={With a reply},"
     " year=2001}",
     "Roe, A. (2001). Hands. <i>Touch</i>, <i>1</i>. With a reply.", None),
    # What a program keeps in a note is for no reader.
    (r"article{a, author={Roe, A.}, title={Hands}, journal={Touch}, note={Publisher: X \_eprint:"
     r" https://x.org/a}, year=2001}",
     "Roe, A. (2001). Hands. <i>Touch</i>.", None),
    ("book{a, author={Roe, A.}, title={Hands}, note={OCLC: 123}, year=2001}",
     "Roe, A. (2001). <i>Hands</i>.", None),
    # Example 12: a whole issue, written in biblatex's way and in biblatex-apa's.
    ("periodical{a, editor={Roe, A.}, title={Touch}, issuetitle={Hands},"
     " issuesubtitle={Old and new}, issuetitleaddon={Special issue}, volume=3, number=2,"
     " year=2001}",
     "Roe, A. (Ed.). (2001). Hands: Old and new [Special issue]. <i>Touch</i>, <i>3</i>(2).",
     "Roe, A. (Red.). (2001). Hands: Old and new [Themanummer]. <i>Touch</i>, <i>3</i>(2)."),
    ("periodical{a, editor={Roe, A.}, title={Hands}, issuetitle={Special section},"
     " journaltitle={Touch}, volume=3, number=2, pages={1--9}, year=2001}",
     "Roe, A. (Ed.). (2001). Hands [Special section]. <i>Touch</i>, <i>3</i>(2), 1–9.",
     "Roe, A. (Red.). (2001). Hands [Themasectie]. <i>Touch</i>, <i>3</i>(2), 1–9."),
    ("periodical{a, editor={Roe, A.}, title={Touch}, issuetitle={Hands}, volume=3, year=2001}",
     "Roe, A. (Ed.). (2001). Hands [Special issue]. <i>Touch</i>, <i>3</i>.",
     "Roe, A. (Red.). (2001). Hands [Themanummer]. <i>Touch</i>, <i>3</i>."),
    # 10.5, proceedings that are numbered as a journal is.
    ("inproceedings{a, author={Roe, A.}, title={Hands}, booktitle={Proceedings of Touch}, volume=3,"
     " number=2, pages={1--9}, year=2001}",
     "Roe, A. (2001). Hands. <i>Proceedings of Touch</i>, <i>3</i>(2), 1–9.", None),
    # 10.7: reviews and comments, by the entry that they are about.
    ("article{a, author={Roe, A.}, title={Wet}, journal={Touch}, related={sea},"
     " relatedtype={reviewof}, year=2001}",
     "Roe, A. (2001). Wet [Review of the book <i>The sea: A life</i>, by B. Poe]. <i>Touch</i>.",
     "Roe, A. (2001). Wet [Recensie van het boek <i>The sea: A life</i>, door B. Poe]."
     " <i>Touch</i>."),
    ("article{a, author={Roe, A.}, title={Wet}, journal={Touch}, related={wave},"
     " relatedtype={reviewof}, relatedstring={Review of the film}, year=2001}",
     "Roe, A. (2001). Wet [Review of the film <i>Wave</i>, by B. Poe, Dir.]. <i>Touch</i>.",
     "Roe, A. (2001). Wet [Recensie van de film <i>Wave</i>, door B. Poe, Reg.]. <i>Touch</i>."),
    ("article{a, author={Roe, A.}, title={Wet}, journal={Touch}, related={pilot},"
     " relatedtype={reviewof}, year=2001}",
     "Roe, A. (2001). Wet [Review of the TV series episode “Pilot,” by B. Poe, Writer & Dir.]."
     " <i>Touch</i>.",
     "Roe, A. (2001). Wet [Recensie van de aflevering “Pilot”, door B. Poe, Schrijver & Reg.]."
     " <i>Touch</i>."),
    ("article{a, author={{Roe in NY}}, title={So true}, journal={Touch}, related={tide},"
     " relatedtype={commenton}, year=2001}",
     "Roe in NY. (2001). So true [Comment on the article “Tides”]. <i>Touch</i>.",
     "Roe in NY. (2001). So true [Reactie op het artikel “Tides”]. <i>Touch</i>."),
]  # fmt: skip

BOOKS_AND_REPORTS = [
    # 9.29: several publishers; the house that is an author is not named; houses with an "and".
    ("book{a, author={Roe, A.}, title={Hands}, publisher={Wave Press and {Sea and Sons}},"
     " year=2001}",
     "Roe, A. (2001). <i>Hands</i>. Wave Press; Sea and Sons.", None),
    ("book{a, author={Roe, A.}, title={Hands}, publisher={Taylor and Francis}, year=2001}",
     "Roe, A. (2001). <i>Hands</i>. Taylor and Francis.", None),
    ("book{a, author={{Sea Press}}, title={Hands}, publisher={{Sea Press} and Wave}, year=2001}",
     "Sea Press. (2001). <i>Hands</i>. Wave.", None),
    # 10.3: a volume of a set, the translator of the chapter, who introduced the book.
    ("incollection{a, author={Roe, A.}, title={Skin}, translator={Coe, C.}, editor={Poe, B.},"
     " maintitle={Touch}, volume=3, booktitle={Hands}, booksubtitle={A reader}, foreword={Doe, D.},"
     " edition=2, pages={1--9}, publisher={P}, year=2001}",
     "Roe, A. (2001). Skin (C. Coe, Trans.). In B. Poe (Ed.), <i>Touch: Vol. 3. Hands: A"
     " reader</i> (with a foreword by D. Doe; 2nd ed., pp.~1–9). P.",
     "Roe, A. (2001). Skin (C. Coe, Vert.). In B. Poe (Red.), <i>Touch: Vol. 3. Hands: A"
     " reader</i> (met een voorwoord van D. Doe; 2e druk, pp.~1–9). P."),
    ("incollection{a, author={Roe, A.}, title={Skin}, bookauthor={Poe, B.}, booktitle={Touch},"
     " chapter=4, year=2001}",
     "Roe, A. (2001). Skin. In B. Poe, <i>Touch</i> (Chapter 4).",
     "Roe, A. (2001). Skin. In B. Poe, <i>Touch</i> (Hoofdstuk 4)."),
    ("inreference{a, title={Skin}, booktitle={Touchpedia}, editor={Poe, B.}, year=2001}",
     "Skin. (2001). In B. Poe (Ed.), <i>Touchpedia</i>.",
     "Skin. (2001). In B. Poe (Red.), <i>Touchpedia</i>."),
    ("inbook{a, author={Roe, A.}, title={Touch}, chapter=3, pages={10--20}, publisher={P},"
     " year=2001}",
     "Roe, A. (2001). <i>Touch</i> (pp.~10–20). P.", None),
    # 10.4: numbers with and without a name.
    ("techreport{a, author={Roe, A.}, title={Hands}, type={techreport}, number=12,"
     " institution={Bureau}, year=2001}",
     "Roe, A. (2001). <i>Hands</i> (Technical Report No. 12). Bureau.",
     "Roe, A. (2001). <i>Hands</i> (Technisch rapport Nr. 12). Bureau."),
    ("report{a, author={Roe, A.}, title={Hands}, number={BT 2016-144}, institution={Bureau},"
     " year=2001}",
     "Roe, A. (2001). <i>Hands</i> (BT 2016-144). Bureau.", None),
    ("report{a, author={Roe, A.}, title={Hands}, type={Policy brief}, institution={Bureau},"
     " year=2001}",
     "Roe, A. (2001). <i>Hands</i> [Policy brief]. Bureau.",
     "Roe, A. (2001). <i>Hands</i> [Beleidsnotitie]. Bureau."),
    ("standard{a, author={Roe, A.}, title={Care}, number={Touch Standard No. 9:2018}, year=2018}",
     "Roe, A. (2018). <i>Care</i> (Touch Standard No. 9:2018).", None),
    # 9.29: two groups that are the authors and, by their names, the institution.
    ("report{a, author={{Bureau} and {Board}}, title={Hands}, institution={Bureau and Board},"
     " year=2001}",
     "Bureau & Board. (2001). <i>Hands</i>.", None),
    ("report{a, author={{Bureau of Hands and Feet}}, title={Hands},"
     " publisher={Bureau of Hands and Feet}, year=2001}",
     "Bureau of Hands and Feet. (2001). <i>Hands</i>.", None),
    (r"book{a, author={Roe, A.}, title={Hands}, publisher={\emph{Wave} \enquote{Press}},"
     r" year=2001}",
     "Roe, A. (2001). <i>Hands</i>. Wave “Press.”", "Roe, A. (2001). <i>Hands</i>. Wave “Press”."),
    # 6.7: in English the period stands inside the quotation marks.
    ("article{a, author={Roe, A.}, title={On ``hands''}, journal={Touch}, year=2001}",
     "Roe, A. (2001). On “hands.” <i>Touch</i>.", "Roe, A. (2001). On “hands”. <i>Touch</i>."),
    ("report{a, author={Roe, A.}, title={Hands}, institution={Bureau of Hands and Feet},"
     " year=2001}",
     "Roe, A. (2001). <i>Hands</i>. Bureau of Hands and Feet.", None),
    ("report{a, author={Roe, A.}, title={Hands}, type={Working paper}, series={Papers}, number=3,"
     " year=2001}",
     "Roe, A. (2001). <i>Hands</i> (Papers No. 3) [Working paper].",
     "Roe, A. (2001). <i>Hands</i> (Papers Nr. 3) [Werkdocument]."),
    ("patent{a, author={Roe, A.}, title={Hands}, number={EP123}, year=2001}",
     "Roe, A. (2001). <i>Hands</i> (Patent No. EP123).",
     "Roe, A. (2001). <i>Hands</i> (Octrooi Nr. EP123)."),
    # 10.6: published and unpublished theses, in biblatex's keys.
    ("thesis{a, author={Roe, A.}, title={Hands}, type={bathesis}, institution={Hogeschool},"
     " publisher={Kennisbank}, year=2001}",
     "Roe, A. (2001). <i>Hands</i> [Bachelor’s thesis, Hogeschool]. Kennisbank.",
     "Roe, A. (2001). <i>Hands</i> [Bachelorscriptie, Hogeschool]. Kennisbank."),
    ("phdthesis{a, author={Roe, A.}, title={Hands}, type={Unpublished doctoral dissertation},"
     " school={University}, year=2001}",
     "Roe, A. (2001). <i>Hands</i> [Unpublished doctoral dissertation]. University.",
     "Roe, A. (2001). <i>Hands</i> [Ongepubliceerd proefschrift]. University."),
    ("phdthesis{a, author={Roe, A.}, title={Hands}, number=123, school={University},"
     " publisher={Theses Global}, year=2001}",
     "Roe, A. (2001). <i>Hands</i> (Publication No. 123) [Doctoral dissertation, University]."
     " Theses Global.",
     "Roe, A. (2001). <i>Hands</i> (Publicatienr. 123) [Proefschrift, University]. Theses Global."),
    # 10.8: manuscripts and repositories.
    ("unpublished{a, author={Roe, A.}, title={Hands}, howpublished={maninprep},"
     " venue={Department of Touch}, institution={University}, year=2001}",
     "Roe, A. (2001). <i>Hands</i> [Manuscript in preparation]. Department of Touch, University.",
     "Roe, A. (2001). <i>Hands</i> [Manuscript in voorbereiding]. Department of Touch,"
     " University."),
    ("online{a, author={Roe, A.}, title={Hands}, eprint={ED1}, eprinttype={ERIC}, year=2001}",
     "Roe, A. (2001). <i>Hands</i> (ED1). ERIC.", None),
    ("misc{a, author={Roe, A.}, title={Hands}, eprint={2001.01234}, archiveprefix={arXiv},"
     " primaryclass={q-bio}, number={arXiv:2001.01234}, publisher={arXiv}, year=2020}",
     "Roe, A. (2020). <i>Hands</i> (arXiv:2001.01234). arXiv. https://arxiv.org/abs/2001.01234",
     None),
    ("online{a, author={Roe, A.}, title={Hands}, eprint={Touch Today}, year=2001}",
     "Roe, A. (2001). <i>Hands</i>. Touch Today.", None),
    # 10.9, 10.10: data, and an entry in an app.
    ("dataset{a, author={Roe, A.}, title={Hands}, number={BT 1}, version={V1}, publisher={Bank},"
     " year=2001}",
     "Roe, A. (2001). <i>Hands</i> (BT 1; Version V1) [Data set]. Bank.",
     "Roe, A. (2001). <i>Hands</i> (BT 1; Versie V1) [Dataset]. Bank."),
    ("software{a, author={Roe, A.}, title={Chat}, version={Mar 14 version}, year=2023}",
     "Roe, A. (2023). <i>Chat</i> (Mar 14 version) [Computer software].",
     "Roe, A. (2023). <i>Chat</i> (Mar 14 version) [Computersoftware]."),
    ("software{a, author={Roe, A.}, title={Skin}, booktitle={Touch}, version={2.1},"
     " type={Mobile app}, publisher={Store}, year=2001}",
     "Roe, A. (2001). Skin. In <i>Touch</i> (Version 2.1) [Mobile app]. Store.",
     "Roe, A. (2001). Skin. In <i>Touch</i> (Versie 2.1) [Mobiele app]. Store."),
    # Archives.
    ("letter{a, author={Roe, A.}, title={Letter to Bo Poe}, library={Archive of Touch, Utrecht},"
     " date={1910-05-02}}",
     "Roe, A. (1910, May 2). <i>Letter to Bo Poe</i>. Archive of Touch, Utrecht.",
     "Roe, A. (1910, 2 mei). <i>Letter to Bo Poe</i>. Archive of Touch, Utrecht."),
]  # fmt: skip

EVENTS_AND_MEDIA = [
    # 10.5: a talk of its own, a contribution to a symposium.
    ("inproceedings{a, author={Roe, A.}, title={Hands}, eventtitle={Touch Congress},"
     " venue={Utrecht, Nederland}, year=2001}",
     "Roe, A. (2001). <i>Hands</i> [Paper presentation]. Touch Congress, Utrecht, Nederland.",
     "Roe, A. (2001). <i>Hands</i> [Paperpresentatie]. Touch Congress, Utrecht, Nederland."),
    ("presentation{a, author={Roe, A.}, title={Hands}, titleaddon={Poster presentation},"
     " eventtitle={Touch Congress}, year=2001}",
     "Roe, A. (2001). <i>Hands</i> [Poster presentation]. Touch Congress.",
     "Roe, A. (2001). <i>Hands</i> [Posterpresentatie]. Touch Congress."),
    ("inproceedings{a, author={Roe, A.}, title={Hands}, editor={Poe, B. and Coe, C.},"
     " editortype={chair}, booktitle={Skin}, booktitleaddon={Symposium},"
     " eventtitle={Touch Congress}, year=2001}",
     "Roe, A. (2001). Hands. In B. Poe & C. Coe (Chairs), <i>Skin</i> [Symposium]."
     " Touch Congress.",
     "Roe, A. (2001). Hands. In B. Poe & C. Coe (Voorzitters), <i>Skin</i> [Symposium]."
     " Touch Congress."),
    # 10.12: a film with a note, an episode of a series with its numbers in fields or in words.
    ("video{a, author={Roe, A.}, title={Hands}, entrysubtype={film}, note={director’s cut},"
     " publisher={Wave and Sea}, year=2001}",
     "Roe, A. (2001). <i>Hands</i> [Film; director’s cut]. Wave; Sea.", None),
    ("video{a, author={Roe, A.}, title={Hands}, entrysubtype={tvepisode}, volume=3, number=12,"
     " maintitle={Touch}, execproducer={Poe, B. and Coe, C.}, publisher={Wave}, year=2001}",
     "Roe, A. (2001). Hands (Season 3, Episode 12) [TV series episode]. In B. Poe & C. Coe"
     " (Executive Producers), <i>Touch</i>. Wave.",
     "Roe, A. (2001). Hands (Seizoen 3, Aflevering 12) [Aflevering tv-serie]. In B. Poe & C. Coe"
     " (Uitvoerend producenten), <i>Touch</i>. Wave."),
    ("audio{a, author={Roe, A.}, title={Hands}, type={Audio podcast episode}, number={S02E07},"
     " booktitle={Touch}, year=2001}",
     "Roe, A. (2001). Hands (Season 2, Episode 7) [Audio podcast episode]. In <i>Touch</i>.",
     "Roe, A. (2001). Hands (Seizoen 2, Aflevering 7) [Podcastaflevering]. In <i>Touch</i>."),
    ("audio{a, author={Roe, A.}, title={Hands}, type={Podcast}, number=12, series={Touch},"
     " organization={Wave}, year=2001}",
     "Roe, A. (2001). Hands (No. 12) [Audio podcast]. In <i>Touch</i>. Wave.",
     "Roe, A. (2001). Hands (Nr. 12) [Podcast]. In <i>Touch</i>. Wave."),
    ("video{a, author={Roe, A.}, title={Hands}, volume=3, number=12, year=2001}",
     "Roe, A. (2001). <i>Hands</i> (Vol. 3; No. 12) [Video].",
     "Roe, A. (2001). <i>Hands</i> (Vol. 3; Nr. 12) [Video]."),
    # 10.13: a song is on its album.
    ("music{a, author={Roe, A.}, title={Hands}, booktitle={Touch}, publisher={Wave}, year=2001}",
     "Roe, A. (2001). Hands [Song]. On <i>Touch</i>. Wave.",
     "Roe, A. (2001). Hands [Nummer]. Op <i>Touch</i>. Wave."),
    ("audio{a, author={Roe, A.}, title={Hands}, entrysubtype={song}, maintitle={Touch}, year=2001}",
     "Roe, A. (2001). Hands [Song]. On <i>Touch</i>.",
     "Roe, A. (2001). Hands [Nummer]. Op <i>Touch</i>."),
    # 10.14: where a work of art is.
    ("image{a, author={Roe, A.}, title={Hands}, entrysubtype={painting},"
     " location={Museum of Touch, Utrecht}, year=1850}",
     "Roe, A. (1850). <i>Hands</i> [Painting]. Museum of Touch, Utrecht.",
     "Roe, A. (1850). <i>Hands</i> [Schilderij]. Museum of Touch, Utrecht."),
    # 10.15: two descriptions.
    ("online{a, author={Roe, A.}, title={Hands}, titleaddon={Image attached}, type={Tweet},"
     " organization={Twitter}, year=2018}",
     "Roe, A. (2018). <i>Hands</i> [Image attached] [Tweet]. Twitter.",
     "Roe, A. (2018). <i>Hands</i> [Afbeelding bijgevoegd] [Tweet]. Twitter."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("entry", "english", "dutch"),
    [*TITLES, *PERIODICALS, *BOOKS_AND_REPORTS, *EVENTS_AND_MEDIA],
)
def test_a_reference(entry: str, english: str, dutch: str | None):
    assert line(entry, "en") == english
    assert line(entry, "nl") == (dutch or english)
