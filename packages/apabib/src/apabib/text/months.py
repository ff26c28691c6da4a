"""Names of months and seasons, in the languages that sources write them in.

English, Dutch, German, French, Spanish, Italian and Portuguese, whole and short, after the Unicode
CLDR 47. Seasons have the numbers that ISO 8601-2 gives them among the months.
"""

from __future__ import annotations

_NAMES = {
    1: "january jan januari januar jänner janvier janv enero ene gennaio gen janeiro",
    2: "february feb februari februar février févr febrero febbraio fevereiro fev",
    3: "march mar maart mrt märz mars marzo março",
    4: "april apr avril avr abril abr aprile",
    5: "may mei mai mayo maggio mag maio",
    6: "june jun juni juin junio giugno giu junho",
    7: "july jul juli juillet juil julio luglio lug julho",
    8: "august aug augustus août agosto ago",
    9: "september sep sept septembre septiembre settembre set setembro",
    10: "october oct oktober okt octobre octubre ottobre ott outubro out",
    11: "november nov novembre noviembre novembro",
    12: "december dec dezember dez décembre déc diciembre dic dicembre dezembro",
    21: "spring lente voorjaar frühling frühjahr printemps",
    22: "summer zomer sommer été",
    23: "autumn fall herfst najaar herbst automne",
    24: "winter hiver",
}
_NUMBERS = {name: number for number, names in _NAMES.items() for name in names.split()}


def month_number(name: str) -> int:
    """``mei`` and ``May`` are 5, ``Spring`` is 21, ``Winter`` 24; 0 for what is none of them."""
    return _NUMBERS.get(name.casefold().rstrip("."), 0)
