"""Studying on the web: questions one by one, key terms by spaced repetition, notes of one's own.

All of it is for a reader's own browser, and nothing leaves it (``book.keep``); where it may keep
nothing, that is said, and all else works. Without a script all questions, answers and terms are
there.

- **One by one** (``static/study.js``): a list of questions with answers is asked question by
  question; "I knew it" is remembered.
- **Where I was** (``static/study.js``): the title page leads back to the last section read.
- **My notes** (``static/notes.js``): bookmarks, highlights and notes, exported as Markdown and as
  W3C Web Annotations.
- **Practice** (``{practice}``, ``static/practice.js``): a page with the key terms of the chapters,
  which are asked when they are due. EPUB and PDF have the list of terms. The schedule is that of
  ts-fsrs, a well-kept library (MIT) that runs as a classic script. ``static/vendor`` has it as
  it is published but for the last line, which leads to a map that is not there::

      npm pack ts-fsrs@5.4.2
      # sha256: f91a53b58c7269db5528ad420208217384be610a4146a137b85dcaa07e3301cb
      tar xzf ts-fsrs-5.4.2.tgz package/dist/index.umd.js package/LICENSE
      sed '/^\\/\\/# sourceMappingURL/d' package/dist/index.umd.js

- **Anki** (``deck``): the same terms, and the review questions, as a deck for Anki, by genanki.

===========  =======  ==========================================================================
Setting      Default  Meaning
===========  =======  ==========================================================================
study_deck   empty    file name of the Anki deck beside ``index.html``, which the title page and
                      the page of practice offer. Anki knows the deck by this name: keep it.
===========  =======  ==========================================================================

It answers the event ``pages-show`` of ``sphinx_apa7.freshness``.

=================================  ==================================================
To change                          look in
=================================  ==================================================
what is a key term                 ``domain``
the page of practice               ``page``
what stands on a card              ``cards``
the deck                           ``deck``
what the scripts say               ``words``
=================================  ==================================================
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from extensions.frame import add_feature
from extensions.study import cards, domain, page, words

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

STATIC = Path(__file__).parent / "static"


def add_tools(app: Sphinx) -> None:
    """Give web pages the tools of every page."""
    add_feature(app, STATIC, style="study.css", script="study.js", words=words.of_pages())
    add_feature(app, STATIC, script="notes.js", words=words.of_notes())


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("sphinx_apa7.freshness")
    app.add_config_value("study_deck", "", "html", types=frozenset({str}))
    app.add_domain(domain.StudyDomain)
    app.add_directive("practice", page.PracticeDirective)
    app.add_node(page.practice_place)
    app.add_post_transform(page.FillPractice)
    app.connect("builder-inited", add_tools)
    app.connect("pages-show", domain.views)
    app.connect("doctree-resolved", cards.collect)
    app.connect("html-page-context", page.offer)
    app.connect("html-collect-pages", cards.write)
    return {"env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
