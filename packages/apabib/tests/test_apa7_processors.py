"""Our references against biblatex-apa and citeproc-js (processors/README.md)."""

from functools import cache

import apa7_processors as compared
import pytest

each = pytest.mark.parametrize(("processor", "language"), compared.PROCESSORS)
printed = cache(compared.printed)


@each
def test_every_work_is_compared(processor, language):
    assert compared.golden(processor, language).keys() == printed(language).keys()


@each
def test_a_reference_agrees_or_its_difference_is_explained(processor, language):
    said = compared.differences(processor, language)
    theirs = {
        key: compared.normalized(compared.changed(line, said.words))
        for key, line in compared.golden(processor, language).items()
    }
    ours = {key: compared.normalized(line) for key, line in printed(language).items()}
    unlike = {key: (ours[key], theirs[key]) for key in theirs if ours[key] != theirs[key]}
    assert {key: unlike[key] for key in unlike.keys() - said.reasons.keys()} == {}
    assert said.reasons.keys() - unlike.keys() == set()  # an explanation of no difference


@each
def test_every_word_that_is_changed_is_one_of_theirs(processor, language):
    lines = compared.golden(processor, language).values()
    for word in compared.differences(processor, language).words:
        assert any(compared.changed(line, [word]) != line for line in lines), word


@each
def test_every_reason_names_its_rule(processor, language):
    said = compared.differences(processor, language)
    for reason in said.reasons.values():
        assert "section" in reason, reason


def test_the_figures_of_the_readme():
    readme = (compared.FOLDER / "README.md").read_text(encoding="utf-8")
    for processor, language in compared.PROCESSORS:
        theirs = compared.golden(processor, language)
        agree = len(theirs) - len(compared.differences(processor, language).reasons)
        assert f"| {processor} | {language} | {agree} of {len(theirs)} |" in readme
