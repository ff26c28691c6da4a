"""What goes into the PDF comes out of it: no character is lost, changed or taken for markup."""

from __future__ import annotations

import shutil
from pathlib import Path

import pypdfium2
import pytest
from books import Build, typst_of
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sphinx_typst_book import typeset
from sphinx_typst_book.markup import array, call, string, text

TEMPLATE = Path(typeset.__file__).parent / "template"
# One long line, so that nothing is hyphenated or broken.
PAGE = """#import "template/book.typ": address
#set document(title: "Text")
#set page(width: 20000pt, header: none)
#set text(font: "Libertinus Serif", fallback: false, lang: "en", hyphenate: false)
#set smartquote(enabled: false)
"""

LETTERS = "abcdefgxyzABCXYZ0123456789éüñçøßæœŁščžğışțőİIJijΑβγκłəʃ"
MARKUP = "\\#$*_`<>@~[](){}/=+-'\".;:,!?&%^|–—−…“”‘’«»°×≤≥±§¶†•●◐◇○△"
words = st.text(st.sampled_from(LETTERS + MARKUP), min_size=1, max_size=12)
sentences = st.lists(words, min_size=1, max_size=8).map(" ".join)


def printed(folder: Path, body: str) -> str:
    """Typeset ``body`` and read the text of its page."""
    source, pdf = folder / "text.typ", folder / "text.pdf"
    source.write_text(PAGE + body, encoding="utf-8")
    assert typeset.typeset(source, pdf, "", typeset.fonts()) == []
    document = pypdfium2.PdfDocument(pdf)
    try:
        return " ".join(
            " ".join(page.get_textpage().get_text_bounded().split()) for page in document
        )
    finally:
        document.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("text")
    shutil.copytree(TEMPLATE, made / "template")
    return made


again = settings(
    max_examples=150,
    deadline=None,
    # PDFium guesses at spaces between glyphs: not something to meet by chance.
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@again
@given(sentences)
@example("1. Not a list")
@example("- nor = this + or /this: that // not a comment /* nor this */")
@example("https://example.org/a_b_c @key <label> #emph[x] $x^2$ ... -- --- ~ \\ \\u{41}")
@example("\"quoted\" and 'quoted'")
def test_text_is_not_markup(folder: Path, sentence: str) -> None:
    assert printed(folder, text(sentence)) == sentence


@again
@given(st.lists(st.tuples(st.sampled_from(["emph", "strong", "none"]), words), min_size=1))
@example([("emph", "x"), ("none", "(a)"), ("strong", "y"), ("none", "[b]"), ("none", ".c()")])
def test_text_after_a_call_is_not_its_argument(folder: Path, parts: list[tuple[str, str]]) -> None:
    body = "".join(text(w) if f == "none" else f"#{call(f, body=text(w))}" for f, w in parts)
    # Where the font changes PDFium may see a space.
    assert printed(folder, body).replace(" ", "") == "".join(w for _f, w in parts)


@again
@given(words)
@example("https://doi.org/10.1002/(SICI)1097-4679(199907)55:7%3C803::AID-JCLP3%3E3.0.CO;2-A")
def test_addresses_hold_no_other_character(folder: Path, word: str) -> None:
    assert printed(folder, f"#{call('address', string(word))}") == word


@given(st.text())
def test_a_string_literal_is_closed(value: str) -> None:
    inside = string(value)[1:-1]
    assert '"' not in inside.replace("\\\\", "").replace('\\"', "")
    assert "\n" not in inside
    assert inside.isascii()


def test_a_kept_compiler_sees_every_change(folder: Path) -> None:
    """Characters that share their last byte: ş and ğ, … and æ."""
    assert [printed(folder, text(char)) for char in "aşğ…æ"] == list("aşğ…æ")


def test_white_space_collapses_but_no_break_spaces_stay() -> None:
    assert text("a\n  b\u00a0c\u202fd\u2028e") == r'#"a b\u{a0}c\u{202f}d e"'
    assert text("") == ""


@pytest.mark.parametrize(
    ("words", "bound"),
    [
        (" = 0.34", "\u00a0=\u00a00.34"),
        ("95% CI [0.23, 0.40]", "95%\u00a0CI [0.23,\u00a00.40]"),
        ("CI [−0.23, −.40]", "CI [−0.23,\u00a0−.40]"),
        (
            "Rao et al. and Smits, Lee, et al.",
            "Rao\u00a0et\u00a0al. and Smits, Lee,\u00a0et\u00a0al.",
        ),
        ("a = b, [a, b] < c", "a = b, [a, b] < c"),
    ],
)
def test_a_statistic_stays_on_one_line(words: str, bound: str) -> None:
    assert text(words) == f"#{string(bound)}"


def test_an_array_of_one_is_an_array() -> None:
    assert array(["1"]) == "(1, )"
    assert array([]) == "()"


@pytest.mark.parametrize("words", ["Sefat ha-yad (1)", "שפת היד"])
def test_a_language_that_runs_to_the_left_may_be_written_in_latin_letters(
    build: Build, words: str
) -> None:
    """Of letters that do not, Typst would turn the direction: the brackets first."""
    page = f"# A\n\n[{words}]{{.lang-he}}\n"
    source = typst_of(build({"a.md": page}))
    direction = ", dir: ltr" if words.isascii() else ""
    assert f'#text(lang: "he"{direction})[' in source
