"""Publishers: the name alone, without the place and the form of the company (APA 7, 9.29)."""

from __future__ import annotations

import re

from apabib.bibtex.entries import Entry, Field
from apabib.findings import excerpt
from apabib.i18n import _
from apabib.rules.review import Review, apply
from apabib.text.fold import fold, words
from apabib.text.latex import without_latex
from apabib.text.lists import publishers

_FORM = re.compile(
    r"(?:,?\s+(?:Inc|Incorporated|Ltd|Limited|LLC|L\.L\.C|LLP|PLC|Plc|plc|GmbH|mbH|AG|KG|"
    r"B\.\s?V|BV|N\.\s?V|NV|S\.\s?A|S\.\s?r\.\s?l|Srl|S\.\s?L|Pty|Pvt|Corp|Corporation)\b\.?"
    r"(?:\s*&\s*Co\b\.?(?:\s+KG\b\.?)?)?)+\Z"
)
_BEFORE = re.compile(r"([^\W\d_][^:;]{1,60}?)\s*:\s+(\S.*)\Z")
#: Two capitals behind a comma: a state, or UK.
_STATE = re.compile(r",\s*(?:[A-Z]{2}|[A-Z]\.\s?[A-Z]\.|USA|U\.S\.A\.?|England)\Z")
_CITIES = words(
    """
    amsterdam ann_arbor antwerp antwerpen baltimore basel beijing berkeley berlin bern beverly_hills
    boca_raton bologna bonn boston boulder bristol brussels budapest cambridge chicago chichester
    cologne copenhagen delft den_haag dordrecht dublin düsseldorf edinburgh englewood_cliffs
    frankfurt freiburg geneva glasgow göttingen groningen hague hamburg harlow heidelberg
    hillsdale hoboken hong_kong houten ithaca köln lanham leiden leipzig lisbon london los_angeles
    louvain leuven madrid mahwah malden manchester melbourne milan milano moscow münchen munich
    new_delhi new_haven
    new_york new_york_city newbury_park nijmegen northampton oslo oxford palo_alto paris
    philadelphia pittsburgh prague princeton rome roma rotterdam san_diego san_francisco seattle
    singapore stanford stockholm stuttgart sydney thousand_oaks tokyo toronto tübingen upper_saddle
    upper_saddle_river utrecht vienna warsaw washington washington_dc weinheim wien wiesbaden
    zürich zurich
    """
)


#: "Duncker and Humblot": BibTeX takes two for one list, and their readers for one house.
_OF_TWO = re.compile(r"[^\W\d_][\w’'-]+ and [^\W\d_][\w’'-]+\Z")


def check(review: Review, entry: Entry) -> None:
    """All rules of this module on one entry."""
    apply({"publisher": _publisher}, review, entry)


def _publisher(review: Review, entry: Entry, each: Field, value: str) -> None:
    if _OF_TWO.match(value) and len(named := publishers(value)) > 1:
        review.remark(
            entry,
            each,
            "publisher-list",
            _("“and” parts two publishers: %s") % "; ".join(named),
            _("if they are one, write publisher = {{%s}}") % value,
        )
    own = {fold(entry.get(name)) for name in ("address", "location")} - {""}
    bare, place = _without_place(without_latex(value), own)
    name = _FORM.sub("", bare)
    if place:
        review.warn(
            entry,
            each,
            "publisher-place",
            _("publisher holds a place: %s") % excerpt(value),
            _("write %s: APA prints no places") % excerpt(_escaped(name))
            if name and not _ends_in_city(name)
            else _("write the publisher's name, and the place in address"),
        )
    elif name != bare and name:
        review.warn(
            entry,
            each,
            "publisher-form",
            _("publisher holds the form of the company: %s") % excerpt(value),
            _("write %s") % excerpt(_escaped(name)),
        )


def _ends_in_city(name: str) -> bool:
    words = fold(name).split()
    return any("_".join(words[-length:]) in _FOLDED_CITIES for length in (1, 2, 3))


def _escaped(name: str) -> str:
    return name.replace("&", "\\&")


def _without_place(value: str, own: set[str]) -> tuple[str, str]:
    """The publisher's name, and the place that stood before or behind it."""
    before = _BEFORE.match(value)
    if before and _is_place(before[1], own):
        return before[2], before[1]
    if _is_place(value, own) and not _STATE.search(value):
        return "", value
    head = value
    while "," in head:
        head, _comma, tail = head.rpartition(",")
        place = value[len(head) + 1 :].strip()
        if _is_place(place, own):
            return head.strip(), place
        if not re.fullmatch(r"\s*[A-Z][\w.\s-]{0,20}", tail):
            break
    return value, ""


def _is_place(text: str, own: set[str]) -> bool:
    """A place that the entry names itself, a known city, or a town with its state."""
    if fold(text) in own:
        return True
    town = _STATE.sub("", text).strip()
    parts = [fold(part).replace(" ", "_") for part in re.split(r"\s*(?:[,;/&]|\band\b)\s*", town)]
    if all(part in _FOLDED_CITIES for part in parts):
        return True
    return town != text and len(town.split()) <= 3 and "," not in town


_FOLDED_CITIES = frozenset(fold(city.replace("_", " ")).replace(" ", "_") for city in _CITIES)
