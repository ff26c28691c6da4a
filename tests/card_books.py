"""A book with everything that has a card, and how it is built: what the tests of cards share."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.testing.util import SphinxTestApp

if TYPE_CHECKING:
    from collections.abc import Mapping

REPOSITORY = Path(__file__).parents[1]

CONF = f"""\
import sys
sys.path.insert(0, {str(REPOSITORY)!r})
extensions = ["myst_parser", "sphinx_apa7", "extensions.claims", "extensions.answers",
    "extensions.cases", "extensions.figures", "extensions.drawings", "extensions.indexes",
    "extensions.languages", "extensions.wide", "extensions.unchanged", "extensions.frame",
    "extensions.cards", "extensions.markup", "extensions.furo"]
project = html_title = "Hands"
author = copyright = "Nobody"
version = "1.0"
html_theme = "furo"
html_copy_source = False
myst_enable_extensions = ["colon_fence", "smartquotes", "attrs_inline"]
myst_disable_syntax = ["html_block", "html_inline"]
bibtex_bibfiles = ["refs.bib"]
apa7_stylesheet = False
numfig = True
numfig_format = {{"section": "Chapter %s", "figure": "Figure %s"}}
html_secnumber_suffix = " "
claims_speakers = {{"coan": "Jim Coan"}}
html_static_path = ["_static"]
html_css_files = [("book.css", {{"priority": 700}})]
html_js_files = [("book.js", {{"defer": "defer"}})]
"""
INDEX = """\
# Hands

```{toctree}
:numbered:

one
two
```

```{toctree}
back/evidence
back/glossary
back/answers
back/names
back/references
```
"""
ONE = """\
(chapter-one)=
# A hand & a <b>brain</b>

Hands calm {cite:p}`roe2006hand,doe2017hand`. So says A. Coan of them.[^n] They may. Or not.

(second-name)=
## The larger sample

More hands {cite:p}`roe2006hand`, see {numref}`fig-hands`, {numref}`tbl-hands`,
{numref}`claim-calm`, {numref}`case-wait`, and {ref}`second-name`.
An {term}`attachment figure` helps.

:::{claim} calm
:speaker: coan
:rating: mixed
:sources: doe2017hand
:certainty: low (imprecision)
:reported: exactly
:seen: 2026-11-20

*Hands* calm the brain.

They may {cite:p}`doe2017hand`.
:::

:::{case} A long wait
:name: case-wait

Marie waits.
:::

:::{figure} figures/hands.svg
:name: fig-hands
:alt: Two hands.

The two hands.
:::

:::{table} What was measured
:name: tbl-hands

| a | b |
| --- | --- |
| 1 | 2 |
:::

## Questions

1. Why does a hand calm?

   :::{admonition} Answer
   :class: answer
   :collapsible:

   Because it does {cite:p}`roe2006hand`.
   :::

[^n]: Not of *all* of them.
"""
TWO = """\
# Elsewhere

See {numref}`chapter-one`, {ref}`second-name`, {numref}`fig-hands`, {numref}`tbl-hands`,
{numref}`claim-calm`, and {numref}`case-wait`.
A {term}`secure base` is a term; so is {term}`attachment figure`. Again {term}`secure base`.
No hand {cite:p}`doe2017hand`.
"""
GLOSSARY = """\
---
no-references: true
---
# Glossary

```{glossary}
attachment figure
  Whom one seeks <script>alert("&")</script> {cite:p}`roe2006hand`.

  Dutch: [gehechtheidsfiguur]{.lang-nl}.

secure base
  From which one explores with an {term}`attachment figure`.
```
"""
EVIDENCE = "---\nno-references: true\n---\n# Evidence\n\n```{evidence-table}\n```\n"
BIB = """\
@article{roe2006hand,
  author = {Roe, Jane},
  title = {A hand, </script><img src=x> and {"more"}},
  journal = {Journal of Hands},
  year = {2006},
  doi = {10.1000/hand},
}

@article{doe2017hand,
  author = {Doe, John},
  title = {The hand again},
  journal = {Journal of Hands},
  year = {2017},
  doi = {10.1000/again},
  pmcid = {PMC123},
}
"""
HANDS = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10" viewBox="0 0 20 10">'
    '<defs><path id="p" d="M 0 0 L 20 10"/></defs>'
    '<rect width="20" height="10" fill="#ffffff"/>'
    '<use href="#p" stroke="#1a1a1a"/></svg>\n'
)
BOOK = {
    "conf.py": CONF,
    "index.md": INDEX,
    "one.md": ONE,
    "two.md": TWO,
    "back/glossary.md": GLOSSARY,
    "back/evidence.md": EVIDENCE,
    "back/answers.md": "---\nno-references: true\n---\n# Answers\n\n```{answers}\n```\n",
    "back/names.md": "# Names\n\n```{name-index}\n```\n",
    "back/references.md": "# All references\n\n```{bibliography}\n```\n",
    "refs.bib": BIB,
    "figures/hands.svg": HANDS,
}


def write(folder: Path, files: Mapping[str, str] = BOOK) -> Path:
    """Write *files* and what the book itself has in ``_static``."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for name in ("book.css", "book.js"):
        path = folder / "_static" / name
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            path.write_bytes((REPOSITORY / "_static" / name).read_bytes())
    return folder


def edit(folder: Path, name: str, old: str, new: str) -> None:
    """Change a file of the book."""
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")


def build(folder: Path, name: str = "_build", builder: str = "html", **settings: Any) -> Path:
    """Build into *name*, on what an earlier build left there; a warning fails."""
    app = SphinxTestApp(
        builder,
        srcdir=folder,
        builddir=folder.parent / name,
        freshenv=False,
        confoverrides=settings,
    )
    try:
        app.build()
    finally:
        app.cleanup()
    assert app.warning.getvalue() == ""
    return Path(app.outdir)


def data(site: Path, page: str) -> dict[str, Any]:
    """What the file of a page gives."""
    text = (site / f"_static/data/cards/{page}.js").read_text(encoding="utf-8")
    start = f'book.give("cards/{page}", '
    assert text.startswith(start)
    assert text.endswith(");\n")
    return json.loads(text[len(start) : -3])
