"""What two other processors print of the test set, and why it is not what we print.

``processors/differences.biblatex.en.txt`` has, for each reason, a line or two that say it and the
keys of the references that differ for it::

    # An approximate date has no brackets (section 8.15)
    approx2011 bce

and, under a reason that begins with ``words:``, words of theirs that are ours in another form; they
are changed before the comparison, so that the rest of the reference is still compared::

    # words: the Dutch of an edition is "druk"
    (\\d+)de ed\\. => \\1e druk

``processors/words.nl.txt`` has words of the entries, which both print in English.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import apa7_set

from apabib.bibtex import model

FOLDER = Path(__file__).parent / "processors"
LANGUAGES = {"en": "English", "nl": "Dutch"}
#: Kinds of reasons, which each begins with.
KINDS = ("No place", "Choice", "Slip", "Our export", "Dutch law")
_ADDRESS = re.compile(r"https?://\S+")
PROCESSORS = [(name, language) for name in ("biblatex", "citeproc") for language in ("en", "nl")]


@dataclass
class Differences:
    """Reasons by key, and words to change, each with its reason."""

    reasons: dict[str, str] = field(default_factory=dict)
    words: list[tuple[str, str]] = field(default_factory=list)


def differences(processor: str, language: str) -> Differences:
    """What is written of a processor and a language; a key that stands twice is an error."""
    found = Differences()
    reason = above = ""
    files = [f"differences.{processor}.{language}.txt", f"words.{language}.txt"]
    text = "\n\n".join(
        (FOLDER / name).read_text(encoding="utf-8") for name in files if (FOLDER / name).is_file()
    )
    for line in text.splitlines():
        if line.startswith("# "):
            said = line.removeprefix("# ")
            reason = f"{reason} {said}" if above.startswith("# ") else said
        elif " =>" in line:
            assert reason.startswith("words: "), line
            pattern, _, ours = line.partition(" =>")
            found.words.append((pattern, ours.removeprefix(" ")))
        else:
            for key in line.split():
                assert reason and not reason.startswith("words: "), line
                assert key not in found.reasons, f"{key} stands twice"
                found.reasons[key] = reason
        above = line
    return found


def golden(processor: str, language: str) -> dict[str, str]:
    """What a processor printed, by key."""
    text = (FOLDER / f"{processor}.{language}.json").read_text(encoding="utf-8")
    lines: dict[str, str] = json.loads(text)
    return lines


@cache
def printed(language: str) -> dict[str, str]:
    """What we print, each work in a list of its own."""
    every = {
        key: work for name in apa7_set.sections() for key, work in apa7_set.works(name).items()
    }
    locale = apa7_set.LOCALES[language]
    return {
        key: apa7_set.marked_up(apa7_set.alone(key, every, locale).reference(key)) for key in every
    }


@cache
def named() -> frozenset[str]:
    """The works that the manual has a rule for: all but Dutch law (section 11.1)."""
    works = (work for name in apa7_set.sections() for work in apa7_set.works(name).values())
    return frozenset(
        work.key for work in works if work.type not in model.LEGAL or work.language != "nl"
    )


def agreeing(processor: str, language: str) -> set[str]:
    """The works that are printed alike, but for words of theirs."""
    return golden(processor, language).keys() - differences(processor, language).reasons.keys()


def normalized(line: str) -> str:
    """A line without what is no difference: kinds of spaces and quotes, italics of punctuation."""
    line = line.replace("\N{NO-BREAK SPACE}", " ").replace("'", "’")
    line = re.sub(r"</i>([\s,.;:]*)<i>", r"\1", line)
    line = re.sub(r"<i>([\s,.;:]*)</i>", r"\1", line)
    line = re.sub(r"([,.:;?!”]+)</i>", r"</i>\1", line)
    return " ".join(line.split())


def changed(line: str, words: list[tuple[str, str]]) -> str:
    """A line of theirs with words of ours; addresses stay."""
    addresses = iter(_ADDRESS.findall(line))
    line = _ADDRESS.sub("http:", line)
    for pattern, ours in words:
        line = re.sub(pattern, ours, line)
    return re.sub("http:", lambda _: next(addresses), line)


def figures() -> str:
    """A table of how many references agree, and of the others by kind of reason (Markdown)."""
    columns = [(each, differences(*each), golden(*each)) for each in PROCESSORS]
    agree = [agreeing(*each) for each in PROCESSORS]
    alike = printed_alike()
    rows = [
        ["", *(f"{name}, {LANGUAGES[language]}" for name, language in PROCESSORS)],
        ["---"] + ["---:"] * len(columns),
        ["References", *(str(len(theirs)) for _, _, theirs in columns)],
        ["Alike as they are", *(str(alike[each]) for each, _, _ in columns)],
        ["Alike but for words of theirs", *(
            str(len(keys) - alike[each]) for each, keys in zip(PROCESSORS, agree, strict=True)
        )],
        ["**Agree, of all**", *(_share(len(keys), len(printed("en"))) for keys in agree)],
        ["**Agree, of the works that the manual names**", *(
            _share(len(keys & named()), len(named())) for keys in agree
        )],
    ]  # fmt: skip
    for kind in KINDS:
        counts = [
            sum(reason.startswith(f"{kind}: ") for reason in said.reasons.values())
            for _, said, _ in columns
        ]
        rows.append([kind, *map(str, counts)])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole}: {part / whole:.1%}".replace("%", " %")


def printed_alike() -> dict[tuple[str, str], int]:
    """How many references are the same before words of theirs are changed."""
    counts = {}
    for processor, language in PROCESSORS:
        ours = printed(language)
        theirs = golden(processor, language).items()
        same = (normalized(line) == normalized(ours[key]) for key, line in theirs)
        counts[processor, language] = sum(same)
    return counts


if __name__ == "__main__":
    print(figures())
