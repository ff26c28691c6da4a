"""Our references against biblatex-apa and citeproc-js (processors/README.md)."""

import apa7_processors as compared
import pytest

each = pytest.mark.parametrize(("processor", "language"), compared.PROCESSORS)


@each
def test_every_work_is_compared(processor, language):
    assert compared.golden(processor, language).keys() == compared.printed(language).keys()


@each
def test_a_reference_agrees_or_its_difference_is_explained(processor, language):
    said = compared.differences(processor, language)
    theirs = {
        key: compared.normalized(compared.changed(line, said.words))
        for key, line in compared.golden(processor, language).items()
    }
    ours = {key: compared.normalized(line) for key, line in compared.printed(language).items()}
    unlike = {key: (ours[key], theirs[key]) for key in theirs if ours[key] != theirs[key]}
    assert {key: unlike[key] for key in unlike.keys() - said.reasons.keys()} == {}
    assert said.reasons.keys() - unlike.keys() == set()  # an explanation of no difference


def test_every_word_that_is_changed_is_one_of_theirs():
    used, listed = set(), set()
    for processor, language in compared.PROCESSORS:
        lines = list(compared.golden(processor, language).values())
        for word in compared.differences(processor, language).words:
            after = [compared.changed(line, [word]) for line in lines]
            used |= {(language, word)} if after != lines else set()
            listed.add((language, word))
            lines = after
    assert listed - used == set()


@each
def test_every_reason_names_its_rule(processor, language):
    said = compared.differences(processor, language)
    for reason in said.reasons.values():
        assert "(section " in reason, reason
        assert reason.partition(": ")[0] in compared.KINDS, reason


def test_the_figures_of_the_readme():
    readme = (compared.FOLDER / "README.md").read_text(encoding="utf-8")
    assert compared.figures() in readme


def test_dutch_law_alone_has_no_rule():
    for each in compared.PROCESSORS:
        reasons = compared.differences(*each).reasons.items()
        law = {key for key, reason in reasons if reason.startswith("Dutch law: ")}
        assert law and not law & compared.named()


def test_97_of_100_works_that_the_manual_names_agree_with_biblatex_in_english():
    agree = compared.agreeing("biblatex", "en") & compared.named()
    assert len(agree) >= 0.97 * len(compared.named())
