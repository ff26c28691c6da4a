"""The index of the search, made whole when only some pages are written again.

No settings. Touches the insides of ``sphinx.search.IndexBuilder``; see ``complete_index``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.util.index_entries import split_index_msg

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def complete_index(app: Sphinx) -> Iterable[tuple[str, dict[str, Any], str]]:
    """Give pages that were not written again their place in the index, and drop what nobody has.

    Two faults of Sphinx 9.0, each with a test named after it in ``tests/test_search.py``:

    - ``IndexBuilder.load`` reads pages back from the last index without their index entries.
      Remove the first loop when sphinx-doc/sphinx#12599 is closed.
    - ``IndexBuilder.prune`` leaves words that no page has any more, as empty lists. No issue found.
      Remove the second loop when ``test_sphinx_keeps_words_that_no_page_has`` fails.

    Returns no pages: the event is only the last one before the index is written.
    """
    indexer = getattr(app.builder, "indexer", None)
    if indexer is not None:
        for docname, entries in app.env.domains.index_domain.entries.items():
            indexer._index_entries[docname] = sorted(
                {
                    (word, target or "", main)
                    for kind, value, target, main, _key in entries
                    for word in split_index_msg(kind, value)
                }
            )
        for mapping in (indexer._mapping, indexer._title_mapping):
            for word in [word for word, pages in mapping.items() if not pages]:
                del mapping[word]
    return []


def setup(app: Sphinx) -> ExtensionMetadata:
    app.connect("html-collect-pages", complete_index)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
