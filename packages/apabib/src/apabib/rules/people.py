"""Names of persons and organizations."""

from __future__ import annotations

import re

from apabib.bibtex import model
from apabib.bibtex.entries import Entry, Field
from apabib.findings import excerpt
from apabib.i18n import _
from apabib.rules.review import Review
from apabib.text.fold import fold
from apabib.text.latex import without_latex
from apabib.text.names import (
    OTHERS,
    are_two,
    is_organization,
    parse_name,
    split_commas,
    split_names,
)

# "E. A." are initials.
_ET_AL = re.compile(r"\b((?i:et\.?\s+al\.?|en anderen)|e\.\s?a\.(?=\s|\Z))(?!\w)")
_GLUED = re.compile(r"(?<![^\W\d_])[^\W\d_]\.[^\W\d_](?![^\W\d_])")
_SUFFIX = re.compile(r"(?:Jr|Sr|I{2,3}|IV|2nd|3rd|4th)\.?\Z")
#: A suffix within braces that keep a family name together: "{Gormley Jr.}", "{Fenno, Jr}".
_BRACED_SUFFIX = re.compile(
    r"\{([^{}]*[^{}\s,])\s*[,\s]\s*((?:Jr|Sr|I{2,3}|IV|2nd|3rd|4th)\.?)\}\Z"
)
_BRACED_PERSON = re.compile(r"\{([^{},]+?)(?:\s*,)?\s+((?:Jr|Sr)\.?)(?:\s*,\s*([^{},]+))?\}\Z")
_DEGREE = re.compile(
    r"(?:,\s*|\s+)(?:Ph\.?\s?D|M\.?D|Ed\.?D|Psy\.?D|D\.?Phil|M\.?Sc|B\.?Sc|MPH|R\.?N|Esq|LCSW|LMFT)"
    r"\b\.?(?=\s*(?:,|\Z))"
)
_INITIALS = re.compile(r"\b(?:M\.?D|R\.?N|Ed\.?D|B\.?Sc)\b")
_WEB_PAGE = re.compile(r"will open in a new window|link to external site", re.IGNORECASE)
_HONOR = re.compile(r"(?:\A|,\s*)(?:Prof(?:essor)?|Dr|Drs|Sir|Mrs?|Ms|Rev)\b\.?(?=\s+\w)")
_ROLE = re.compile(
    r"\s*[(\[]\s*(?:eds?|editors?|hrsg|hg|red|trans|comp|coord|dir)\b\.?,?\s*[)\]]\.?",
    re.IGNORECASE,
)
_ORGANIZATION = re.compile(
    r"\b(?:Universit(?:y|eit|ät|é|à)|Institu(?:t(?:e|ion|o)?|ut)|Association|Committee|"
    r"Collaboration|Consortium|Organi[sz]ation|Department|Ministry|Council|Commission|"
    r"Foundation|Society|Academy|Agency|Bureau|Federation|Corporation|Network|Centers?|Centre|"
    r"Task Force|Working Group|Inc|Ltd|GmbH|Stichting|Vereniging|Ministerie)\b(?!-)"
)
#: Two or three initials without a period, as PubMed has them. Longer ones may be an organization's.
_BARE_INITIALS = re.compile(r"[A-Z]{2,3}\Z")
#: Words of particles of family names, which some write behind the given names.
_PARTICLE = re.compile(
    r"(?:van|vande|von|vom|de[lnrs]?|della|d[aiou]|dos|das|la|le|los|te[nr]?|zu[mr]?|op|het|['’]t)\Z"
)
_AMPERSAND = re.compile(r"\s\\?&\s")
_AND = re.compile(r"\s(?:und|y|et|en)\s")
_LETTERS = re.compile(r"[^\W\d_]+")


def check(review: Review, entry: Entry) -> None:
    for each in entry.fields:
        if each.lower in model.NAMES and each.sound and each.text.strip():
            _check_list(review, entry, each)


def _check_list(review: Review, entry: Entry, each: Field) -> None:
    value = each.value
    names = split_names(value)
    if told := _ET_AL.search(value):
        review.error(
            entry,
            each,
            "et-al",
            _("%(field)s holds “%(words)s”") % {"field": each.lower, "words": told[1]},
            _("name every author, or end the list with “and others”"),
        )
        return
    if any(not name for name in names):
        review.error(
            entry,
            each,
            "and-stray",
            _("%s has an “and” with no name beside it") % each.lower,
            _("delete the “and”, or add the name"),
        )
        names = [name for name in names if name]
    if names and names[-1].lower() == OTHERS:
        last = names.pop()
        if last != OTHERS:
            review.error(
                entry,
                each,
                "and-others",
                _("“%s” is read as a name: BibTeX knows “others” in small letters only") % last,
                _("write “and others”, or name every author"),
            )
        # APA 7, section 9.8: up to 20 authors are named, of more the first 19 and the last.
        elif len(names) < 20:
            review.warn(
                entry,
                each,
                "and-others",
                _("“and others” stands for names that APA prints (up to 20)"),
                _("name every author"),
            )
    _check_twice(review, entry, each, names)
    glued: list[str] = []
    for name in names:
        if _is_empty(name):
            review.warn(
                entry,
                each,
                "name-empty",
                _("%s holds a name with nothing to read: %s") % (each.lower, excerpt(name)),
                _("write the name, or delete it"),
            )
            continue
        if is_organization(name):
            _check_braced_person(review, entry, each, name)
            continue
        if not _check_name(review, entry, each, name):
            return
        if _has_glued_initials(name):
            glued.append(name)
    if glued:
        review.warn(
            entry,
            each,
            "initials-glued",
            _("initials without a space between them: %s") % excerpt(without_latex(glued[0])),
            _("write %s") % without_latex(_parted(glued[0])),
        )


def _is_empty(name: str) -> bool:
    """Whether nothing of a name would be printed; a comma or a hidden sign is told by others."""
    if "," in name or not name.isprintable():
        return False
    plain = name.isalnum() or not ("\\" in name or "{" in name or "=" in name or "~" in name)
    return not plain and not parse_name(name).is_readable


def _check_name(review: Review, entry: Entry, each: Field, name: str) -> bool:
    """One name; False stops the list, because its separators are wrong."""
    parts = split_commas(name)
    shown = excerpt(name)
    if ";" in without_latex(name) or _AMPERSAND.search(name) or any(map(_AND.search, parts[1:])):
        review.error(
            entry,
            each,
            "name-separator",
            _("names are parted by “and” only: %s") % shown,
            _("write “and” between two names, braces around an organization"),
        )
        return False
    if not _check_additions(review, entry, each, name, shown):
        return True
    if len(parts) == 3 and all(map(_PARTICLE.match, parts[1].split())) and all(parts):
        review.warn(
            entry,
            each,
            "name-particle",
            _("a particle between commas: %s") % shown,
            _("write %s") % f"{parts[1]} {parts[0]}, {parts[2]}",
        )
        return True
    if len(parts) > 3 or (len(parts) == 3 and not any(map(_SUFFIX.match, parts[1:])) and parts[2]):
        review.error(
            entry,
            each,
            "name-commas",
            _("too many commas in one name: %s") % shown,
            _("part names with “and”: Last, First and Last, First"),
        )
        return False
    if "" in parts:
        review.error(
            entry,
            each,
            "name-commas",
            _("a comma with nothing beside it: %s") % shown,
            _("delete the comma, or add what is missing"),
        )
        return True
    if len(parts) > 1 and is_organization(parts[0]) and _ORGANIZATION.search(parts[0]):
        review.warn(
            entry,
            each,
            "organization-unbraced",
            _("an organization with a second part, as a person has: %s") % shown,
            _("write %s") % parts[0],
        )
        return True
    if _is_unbraced_organization(name, parts):
        # "Last, the First": what stands behind the comma names it once more.
        own = parts[0] if re.match("(?:on behalf of |for )?the ", ",".join(parts[1:])) else name
        review.warn(
            entry,
            each,
            "organization-unbraced",
            _("an organization that would be cut into first and last name: %s") % shown,
            _("write {%s}") % without_latex(own),
        )
        return True
    suffixed = any(map(_SUFFIX.match, parts[1:]))
    if len(parts) == 2 and not suffixed and not _ORGANIZATION.search(name) and are_two(*parts):
        review.warn(
            entry,
            each,
            "name-two",
            _("this looks like two names: %s") % shown,
            _("write “and” between them"),
        )
        return True
    _check_suffix(review, entry, each, name, parts, shown)
    _check_particle(review, entry, each, parts, shown)
    letters = "".join(_LETTERS.findall(without_latex(parts[0])))
    whole = "".join(_LETTERS.findall(without_latex(name)))
    if (len(letters) > 3 and len(parts) > 1 and letters.isupper()) or (
        len(parts) == 1 and len(whole) > 4 and whole.isupper() and "." not in name
    ):
        review.warn(
            entry,
            each,
            "name-capitals",
            _("a name all in capitals: %s") % shown,
            _("write it as its bearer does, an organization in braces"),
        )
    if not suffixed and any(char.isdigit() for char in without_latex(name)):
        review.warn(
            entry,
            each,
            "name-digits",
            _("digits in a name: %s") % shown,
            _("delete them, or put an organization in braces"),
        )
    return True


def _check_additions(review: Review, entry: Entry, each: Field, name: str, shown: str) -> bool:
    """Roles, degrees and forms of address, which are no part of a name; False if there is one."""
    if found := _ROLE.search(name):
        review.warn(
            entry,
            each,
            "name-role",
            _("a role in a name: %s") % shown,
            _("write %s; editors stand in editor") % excerpt(name.replace(found[0], "")),
        )
    elif _WEB_PAGE.search(name):
        review.warn(
            entry,
            each,
            "name-form",
            _("text of a web page among the names: %s") % shown,
            _("delete it"),
        )
        return False
    elif found := _degree(name) or _HONOR.search(name):
        rest = name[found.end() :].lstrip()
        joint = ", " if found[0].startswith(",") and rest and rest[0] != "," else ""
        review.warn(
            entry,
            each,
            "name-degree",
            _("a degree or a form of address in a name: %s") % shown,
            _("write %s") % excerpt((name[: found.start()] + joint + rest).strip(", ")),
        )
    return not found


def _degree(name: str) -> re.Match[str] | None:
    """A degree behind a name; "Rugg, M.D." has initials."""
    found = _DEGREE.search(name)
    family, *rest = split_commas(name)
    if found and _INITIALS.search(found[0]) and len(rest) == 1 and " " not in family:
        return None
    return found


def _is_unbraced_organization(name: str, parts: list[str]) -> bool:
    if not _ORGANIZATION.search(name):
        return False
    # A person may be called Network or Center; then the first names look like first names.
    return len(parts) == 1 or (bool(_ORGANIZATION.search(parts[0])) and len(parts[0].split()) > 1)


def _check_twice(review: Review, entry: Entry, each: Field, names: list[str]) -> None:
    """One person twice in a list; two persons of one name are rare, and the remedy names them."""
    seen: set[tuple[str, str, str]] = set()
    for name in names:
        read = parse_name(name)
        person = (fold(read.family), fold(read.given), fold(read.suffix))
        if person in seen:
            review.warn(
                entry,
                each,
                "name-twice",
                _("%s stands twice in %s") % (excerpt(name), each.lower),
                _("delete one of the two, unless they are two persons"),
            )
            return
        seen.add(person)


def _check_braced_person(review: Review, entry: Entry, each: Field, name: str) -> None:
    """A person with a suffix whose whole name is in braces."""
    found = _BRACED_PERSON.match(name)
    if found and not _ORGANIZATION.search(name):
        family, suffix, given = found.groups()
        if not given and " " in family:
            given, _space, family = family.rpartition(" ")
        _warn_suffix(review, entry, each, excerpt(name), family, suffix, given or _("First"))


def _check_suffix(
    review: Review, entry: Entry, each: Field, name: str, parts: list[str], shown: str
) -> None:
    # Only "Last, Jr., First" has it in its place: not at the end of a part of two, nor the last.
    if braced := _BRACED_SUFFIX.match(parts[0]):
        given = ", ".join(parts[1:]) or _("First")
        _warn_suffix(review, entry, each, shown, braced[1].strip(), braced[2], given)
        return
    for at, part in enumerate(parts):
        words = part.split()
        if len(words) > 1 and _SUFFIX.match(words[-1].strip("{}")):
            family = " ".join(words[:-1]) if at == 0 else parts[0]
            given = ", ".join(parts[1:]) if at == 0 else " ".join(words[:-1])
            if len(parts) == 1:
                family, given = words[-2], " ".join(words[:-2])
            _warn_suffix(review, entry, each, shown, family, words[-1].strip("{}"), given)
            return
    if len(parts) > 1 and _SUFFIX.match(parts[-1]):
        _warn_suffix(review, entry, each, shown, parts[0], parts[-1], ", ".join(parts[1:-1]))


def _warn_suffix(
    review: Review, entry: Entry, each: Field, shown: str, family: str, suffix: str, given: str
) -> None:
    parts = ", ".join(filter(None, (family.rstrip(","), suffix, given or _("First"))))
    review.warn(
        entry,
        each,
        "name-suffix",
        _("the suffix is not in its place: %s") % shown,
        _("write %s") % parts,
    )


def _has_glued_initials(name: str) -> bool:
    if "{" in name:
        return False
    return bool("." in name and _GLUED.search(name)) or bool(_bare_initials(name))


def _bare_initials(name: str) -> str:
    """``JA`` of ``Coan, JA`` and of ``JA Coan``; not of ``NIH Study Group`` or ``COAN, JA``."""
    parts = split_commas(name)
    if len(parts) > 1:
        given = parts[-1]
        found = _BARE_INITIALS.match(given) and not _SUFFIX.match(given) and not parts[0].isupper()
        return given if found else ""
    given, _space, family = name.partition(" ")
    is_person = family[1:].islower() and family.isalpha()
    return given if len(given) == 2 and is_person and _BARE_INITIALS.match(given) else ""


def _parted(name: str) -> str:
    if bare := _bare_initials(name):
        spaced = " ".join(f"{letter}." for letter in bare)
        name = spaced + name[len(bare) :] if name.startswith(bare) else name[: -len(bare)] + spaced
    return re.sub(r"(?<=[^\W\d_]\.)(?=[^\W\d_])", " ", name)


def _check_particle(
    review: Review, entry: Entry, each: Field, parts: list[str], shown: str
) -> None:
    """A particle behind the given names: "Berg, Jan van den"."""
    words = parts[-1].split()
    start = len(words)
    while start and _PARTICLE.match(words[start - 1]):
        start -= 1
    if len(parts) > 1 and start < len(words):
        family = " ".join([*words[start:], parts[0]])
        given = " ".join(words[:start]) or _("First")
        review.warn(
            entry,
            each,
            "name-particle",
            _("a particle behind the given names: %s") % shown,
            _("write %s") % ", ".join([family, *parts[1:-1], given]),
        )
