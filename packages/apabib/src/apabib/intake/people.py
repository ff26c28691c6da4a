"""Names on their way in: what sources write, in the form of this bibliography.

The form is ``Last, First M.``, ``Last, Jr., First``, ``{Organization}``. What has to be guessed is
guessed once, here, and said in a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from apabib.findings import excerpt
from apabib.i18n import _
from apabib.text.fold import words
from apabib.text.latex import without_latex
from apabib.text.names import OTHERS, is_organization, split_commas, split_names, words_of

_SUFFIX = re.compile(r"(?:(?:Jr|Sr)\.?|I{2,3}|IV|(?:2nd|2d|3rd|3d|4th|5th)\.?)\Z", re.IGNORECASE)
_NUMBERED = {"2nd": "II", "2d": "II", "3rd": "III", "3d": "III", "4th": "IV", "5th": "V"}
_PARTICLES = words(
    "af al am auf aus d da dal das de degli del della den der des di do dos du e el en la las le"
    " les lo los op 't ten ter te the und van vande vander ver von vom y zu zum zur"
)
#: Words that only organizations have in their names.
_ORGANIZATION = re.compile(
    r"\b(?:contributors|Universit(?:y|eit|ät|é|à)|Institu(?:t(?:e|ion|o)?|ut)|Associations?|Committee|"
    r"Collaborat(?:ion|ors)|Consortium|Organi[sz]ation|Department|Ministry|Council|Commission|"
    r"Foundation|Society|Academy|Agency|Bureau|Federation|Corporation|Network|Centers?|Centre|"
    r"Task Force|(?:Working|Study|Research) Group|Investigators|Inc|Ltd|GmbH|Stichting|"
    r"Vereniging|Ministerie|Office|Administration|World Bank|United Nations|Library|Museum|"
    r"Services?)\b"
    r"(?!-)"
)
#: Degrees behind a name, and what somebody did, in brackets.
_REMARK = re.compile(
    r",?\s*\((?:Eds?|Hrsg|Hg|Red|Trans|Übers|Dir|Author|Editor)s?\.?\)|"
    r"(?:,\s*(?:Ph\.?\s?D|M\.?D|M\.?Sc|M\.?A|B\.?Sc|B\.?A|M\.?P\.?H|R\.?N|Ed\.?D|Psy\.?D|D\.?Phil|"
    r"Dr|Prof|MBBS|FRCP|MBA|LL\.?M|J\.?D)\.?)+\Z"
)
_OTHERS = frozenset({"et al", "et. al", "and others", OTHERS})
_ET_AL = re.compile(r",?\s+et\.?\s+al\.?\Z", re.IGNORECASE)
_OTHER_SCRIPT = re.compile("[\u0370-\u03ff\u0400-\u052f\u0530-\u1cff\u3005-\u9fff\uac00-\ud7af]+")
#: Organizations whose names go on with what they are for.
_OPEN = re.compile(r"\s(?:of|for|on|voor|für|pour|para|de)\s")
#: "Doe JA", "van der Berg J", "King ML Jr": a family name, then up to three bare initials.
VANCOUVER = re.compile(
    r"((?:[^\W\d_][\w'’.-]*\s+)+?)([A-Z]{1,3})(?:,?\s+(Jr|Sr|I{2,3}|IV|2nd|3rd|4th)\.?)?\Z"
)
_EXTENDED = re.compile(r"(?:family|given|prefix|suffix|useprefix)(?:-i)?\s*=", re.IGNORECASE)


def people(value: str, doubts: list[str], faults: list[str]) -> str:
    """A name list of any source, parted by ``and``, in house form.

    Guesses go to ``doubts``, what nobody can guess to ``faults``.
    """
    if "=" in value and _EXTENDED.search(value):
        value = _extended(value)
    written = _without_remarks([name for name in split_names(_unwrapped(value)) if name], doubts)
    names = _organizations(written, doubts, faults)
    shouted = _shouted(names)
    guessed: list[str] = []
    listed = " and ".join(_person(name, shouted, guessed) for name in names)
    if shouted:
        doubts.append(
            _("names all in capitals were put into small letters: %s")
            % excerpt("; ".join(_person(name, shouted, []) for name in shouted))
        )
    if found := _OTHER_SCRIPT.search(listed):
        doubts.append(
            _("names in another script (%s): APA has them in Latin letters (section 9.38)")
            % found[0]
        )
    if guessed:
        doubts.append(_("read as family names and initials: %s") % excerpt("; ".join(guessed)))
    return listed


def inverted(name: str) -> str:
    """``First Last`` as ``Last, First``, particles with the family name."""
    if len(split_commas(name)) > 1:
        return name
    parts = words_of(name)
    family, given = parts.prelast + parts.last, parts.first + parts.middle
    return ", ".join(" ".join(part) for part in (family, given) if part)


def from_tag(name: str, doubts: list[str], *, refer: bool = False) -> str:
    """A name of RIS or EndNote, which write persons ``Last, First, Suffix``, as BibTeX writes it.

    A name without a comma is an organization there; EndNote marks one by a comma at its end. In
    ``refer``, which EndNote's format comes from, persons may stand so.
    """
    marked = name.rstrip().endswith(",")
    name = name.strip().rstrip(",").strip()
    if name.rstrip(".").casefold() in _OTHERS:
        return OTHERS
    parts = [part.strip() for part in name.split(",")]
    if len(parts) == 3 and _SUFFIX.match(parts[2]):
        return f"{parts[0]}, {parts[2]}, {parts[1]}"
    if len(parts) > 1 and not marked:
        return name
    if marked or " " not in name or is_named_as_organization(name):
        return f"{{{name}}}" if " " in name or marked else name
    if refer or VANCOUVER.match(name) or re.search(r"(?<!\w)[^\W\d_]\.", name):
        return name
    doubts.append(
        _("“%s” has no comma and so is an organization; a person is written Last, First")
        % excerpt(name)
    )
    return f"{{{name}}}"


def is_named_as_organization(name: str) -> bool:
    """Whether a name has words that persons' names have not."""
    return bool(_ORGANIZATION.search(name)) or bool(
        re.search(r"\s(?:of|for|on|the|and|&|für|voor|pour|per|para)\s", name)
    )


def person(
    family: str, given: str = "", suffix: str = "", prefix: str = "", after: str = ""
) -> str:
    """Parts of a name as BibTeX writes them; an organization has only ``family``, of many words.

    ``prefix`` are particles that stay before the family name, ``after`` those behind the given.
    """
    if not given and not suffix and not prefix:
        return f"{{{family}}}" if " " in family else family
    family = f"{prefix} {family}".strip()
    given = f"{given} {after}".strip()
    return ", ".join(part for part in (family, suffix, given) if part)


def _without_remarks(names: list[str], doubts: list[str]) -> list[str]:
    """Names without degrees, roles in brackets and "et al.", which are no part of them."""
    kept: list[str] = []
    out: list[str] = []
    cut_off = False
    for name in names:
        bare = name.strip("[]. ").casefold()
        if bare in {"anonymous", "anon"}:
            out.append(name)
            continue
        if bare in _OTHERS:
            cut_off = True
            continue
        if "{" not in name:
            cut = _REMARK.sub("", name).strip(" ,")
            if cut != name:
                out.append(name[len(cut) :].strip(" ,") if name.startswith(cut) else name)
            cut_off = cut_off or bool(_ET_AL.search(cut))
            name = _ET_AL.sub("", cut)
        kept.append(name)
    kept += [OTHERS] if cut_off else []
    if out:
        doubts.append(_("left out of the names: %s") % excerpt("; ".join(out)))
    return kept


def _unwrapped(value: str) -> str:
    """A whole list in one pair of braces, as one database writes it, without them."""
    if is_organization(value):
        inside = split_names(value[1:-1])
        if len(inside) > 1 and all("," in name or name == OTHERS for name in inside):
            return value[1:-1]
    return value


def _extended(value: str) -> str:
    """biblatex's extended names: ``family=Montclos, given=Henri, prefix=de, useprefix=false``."""
    names = []
    for name in split_names(value):
        parts: dict[str, str] = {}
        for part in split_commas(name):
            key, equals, text = part.partition("=")
            if equals and _EXTENDED.match(part):
                text = text.strip().strip('"')
                text = text[1:-1] if is_organization(text) else text
                parts[key.strip().lower()] = text
        if not parts:
            names.append(name)
            continue
        prefix = parts.get("prefix", "")
        own = parts.get("useprefix", "true").strip().lower() != "false"
        names.append(
            person(
                parts.get("family", ""),
                parts.get("given", "") or parts.get("given-i", ""),
                parts.get("suffix", ""),
                prefix if own else "",
                "" if own else prefix,
            )
        )
    return " and ".join(names)


def _organizations(names: list[str], doubts: list[str], faults: list[str]) -> list[str]:
    """Braces around organizations, also around one that an ``and`` would cut in two.

    "Ministry of Health and Welfare" is one, for nobody has a single name in such company; of
    "Department of Health and Human Services" nobody can tell without knowing it.
    """
    kept: list[str] = []
    read: list[str] = []
    for name in names:
        before = kept[-1] if kept else ""
        goes_on = before in read and _OPEN.search(before) and not re.search("[,.{]", name)
        if goes_on and name != OTHERS and not VANCOUVER.match(name):
            whole = f"{{{before[1:-1]} and {name}}}"
            if " " in name:
                faults.append(
                    _("one organization or two? Write %(one)s, or {%(first)s} and {%(second)s}")
                    % {"one": whole, "first": before[1:-1], "second": name}
                )
            read[-1] = kept[-1] = whole
            continue
        head = name.partition(",")[0]  # "University of Hands, Paris"
        if " " in head and "{" not in name and _ORGANIZATION.search(head):
            name = f"{{{name}}}"
            read.append(name)
        kept.append(name)
    if read:
        doubts.append(_("read as organizations: %s") % excerpt("; ".join(read), 100))
    return kept


def _shouted(names: list[str]) -> list[str]:
    """Names of a list that are written in capitals throughout."""
    found = []
    for name in names:
        if is_organization(name) or name == OTHERS:
            continue
        family = split_commas(inverted(_parted(name)))[0]
        letters = "".join(char for char in without_latex(family) if char.isalpha())
        if len(letters) > 1 and letters.isupper():
            found.append(name)
    if any("," in name for name in found):
        return found  # a comma shows which part is the family name
    longest = max(
        (len(word) for name in found for word in re.findall(r"[^\W\d_]+", name)), default=0
    )
    return found if longest > 3 else []


def _parted(name: str) -> str:
    found = VANCOUVER.match(name)
    return f"{found[1].strip()}, {found[2]}" if found and "," not in name else name


def _person(name: str, shouted: list[str], doubts: list[str]) -> str:
    if is_organization(name) or name == OTHERS or re.search(r"\s\\?&\s", name):
        return name  # of "Smith & Co" check asks what it is
    shouting = name in shouted
    parts = split_commas(name)
    if len(parts) == 1:
        found = None if "{" in name or "." in name else VANCOUVER.match(name)
        if found and (not shouting or len(found[2]) < 3):
            family = found[1].strip()
            parts = [family, *filter(None, [found[3]]), found[2]]
            if not shouting:
                doubts.append(without_latex(name))
        else:
            parts = _with_suffix_last(name)
    if len(parts) == 1:
        return _calm(parts[0]) if shouting else parts[0]
    family, suffix, given = _in_order(parts)
    if shouting:
        whole = any(len(word) > 3 for each in shouted for word in _given_of(each))
        family, given = _calm(family), _calm_given(given, whole=whole)
    return ", ".join(filter(None, (family, suffix, initials(given), *parts[3:])))


def _with_suffix_last(name: str) -> list[str]:
    """``Martin Luther King Jr.``, in the parts that a name with commas has."""
    head, _space, tail = name.rpartition(" ")
    suffix = tail if head and _SUFFIX.match(tail) and " " in head else ""
    parts = split_commas(inverted(head if suffix else name))
    return [parts[0], suffix, *parts[1:]] if suffix and len(parts) > 1 else parts


def _in_order(parts: list[str]) -> tuple[str, str, str]:
    """Family name, suffix and given names, wherever the suffix stood."""
    family = parts[0]
    if len(parts) == 2:
        suffix, given = "", parts[1]
    else:
        suffix, given = parts[1], parts[2]
        if _SUFFIX.match(given) and not _SUFFIX.match(suffix):
            suffix, given = given, suffix
    if not suffix:
        family, suffix = _taken_off(family)
    if not suffix:
        given, suffix = _taken_off(given)
    return family, _house_suffix(suffix), given


def _taken_off(text: str) -> tuple[str, str]:
    head, _space, tail = text.replace("{", " ").replace("}", "").rpartition(" ")
    head = head.strip().rstrip(",")
    if head and _SUFFIX.match(tail) and (not tail.isupper() or len(tail) > 1):
        braced = text.startswith("{") and text.endswith("}")
        return (f"{{{head}}}" if braced and " " in head else head), tail
    return text, ""


def _house_suffix(suffix: str) -> str:
    bare = suffix.rstrip(".").casefold()
    if bare in {"jr", "sr"}:
        return bare.capitalize() + "."
    return _NUMBERED.get(bare, suffix.upper() if _SUFFIX.match(suffix) else suffix)


def initials(given: str) -> str:
    """``James A`` and ``J.A.`` with their stops and spaces: ``James A.``, ``J. A.``"""
    given = re.sub(r"(?<=[^\W\d_]\.)(?=[^\W\d_])", " ", given)
    written: list[str] = []
    parts = given.split()
    alone = sum(part not in _PARTICLES for part in parts) == 1
    for word in parts:
        if re.fullmatch(r"[A-Z]{2,3}", word) and alone:
            written += [f"{letter}." for letter in word]  # PubMed's "JA"
        elif re.fullmatch(r"[A-Z](?:-[A-Z])+", word):
            written.append("-".join(f"{letter}." for letter in word.split("-")))
        else:
            single = re.fullmatch(r"[^\W\d_]", word) and word.isupper()
            written.append(word + "." if single else word)
    return " ".join(written)


def _given_of(name: str) -> list[str]:
    parts = split_commas(inverted(name))
    return parts[-1].split() if len(parts) > 1 else []


def _calm(family: str) -> str:
    """A family name all in capitals as names are written: ``VAN DER BERG``, ``McDonald``."""
    parts = family.split(" ")
    last = len(parts) - 1
    return " ".join(
        part.lower() if at < last and part.lower() in _PARTICLES else _capitalized(part)
        for at, part in enumerate(parts)
    )


def _calm_given(given: str, *, whole: bool) -> str:
    """Given names all in capitals; short ones may be initials, unless others are ``whole``."""
    return " ".join(
        word.lower()
        if word.lower() in _PARTICLES and len(word) > 1
        else _capitalized(word)
        if "." not in word and len(word) > (1 if whole else 2)
        else word
        for word in given.split(" ")
    )


def _capitalized(word: str) -> str:
    if "\\" in word:
        return word
    word = re.sub(r"[^\W\d_]+", lambda match: match[0].capitalize(), word)
    word = re.sub(r"\bIj", "IJ", word)  # one letter in Dutch
    word = re.sub(r"\bMc([a-z])", lambda match: "Mc" + match[1].upper(), word)
    return re.sub(r"(?<=[^\W\d_]['’])S\b", "s", word)


def as_person(name: str) -> str:
    """A name in one piece that can only be a person's, as some programs write ``Doe, Jane``."""
    word = r"[^\W\d_][\w'’-]{0,30}\.?"
    found = re.fullmatch(rf"{word}(?: {word})?, {word}(?: {word}){{0,2}}", name)
    return name if found and not is_named_as_organization(name) else ""


def listed(names: Iterable[str]) -> str:
    """Names as BibTeX writes each, in one list."""
    return " and ".join(name for name in names if name)
