"""Whatever a field holds, it prints as text: no exception, and no link but to the web."""

from hypothesis import given, settings
from hypothesis import strategies as st

from apabib.apa7.format import Cite, Locale, References, Work, text_of
from apabib.apa7.markup import web_address
from apabib.bibtex import model

FIELDS = sorted(model.KNOWN | {"author+an:role", "citation+an:citeorg"})
TYPES = sorted({*model.TYPES, "nonsense"})

pieces = st.sampled_from(
    ["{", "}", "\\", "\\emph{", "\\enquote{", "``", ", ", " and ", "--", "~", "https://",
     "javascript:", "doi:", "2001", "-02-31", "<b>", '"', "%s", "{0}", "Jr.", "\n", "é", "\u202e",
     "\x00", "²", "٣", "2001-05-03", "-0349~", "/", "may", "1=host", "=", "van ",
     "useprefix=false", "key0", "key1", "reprintfrom", "reviewof", "commenton", "2nd ed.", "S1E",
     "arXiv:", "ECLI:NL:", "tvepisode", "Vol. ", "repealed", "proposed", "us", "senate"]
)  # fmt: skip
values = st.lists(pieces | st.text(max_size=8), max_size=6).map("".join)
entries = st.tuples(
    st.sampled_from(TYPES),
    st.dictionaries(st.sampled_from(FIELDS), values, max_size=12),
)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(entries, min_size=1, max_size=4),
    st.sampled_from(["en", "nl", "xx"]),
    st.sampled_from([None, True, False]),
)
def test_anything_prints(drawn, language, first):
    keys = [f"key{place}" for place in range(len(drawn))]
    book = References(
        (Work(key, type_, fields) for key, (type_, fields) in zip(keys, drawn, strict=True)),
        Locale(language),
    )
    for key in keys:
        assert all(span.href in ("", web_address(span.href)) for span in book.reference(key))
        assert isinstance(book.label(key), str)
    for role in ("p", "t", "cts", "author", "year"):
        cites = [Cite(key, "see", "p. 1-2", first) for key in keys]
        linked = [piece.key for piece in book.citation(role, cites) if piece.key]
        assert sorted(linked) == keys


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="{}\\~"), min_size=1))
def test_no_word_of_a_title_is_lost(title):
    """Dashes and quotation marks of TeX become characters; letters and digits stay."""
    entry = Work("a", "book", {"author": "Roe, Ann", "title": title, "year": "2001"})
    assert words(title) in words(text_of(References([entry]).reference("a")))


def words(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def test_emphasis_as_deep_as_anybody_nests_it():
    title = r"\emph{" * 5001 + "deep" + "}" * 5001
    entry = Work("a", "book", {"author": "Roe, Ann", "title": title, "year": "2001"})
    spans = References([entry]).reference("a")
    assert text_of(spans) == "Roe, A. (2001). deep."
    assert not any(span.italic for span in spans)
