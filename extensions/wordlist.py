"""A list of words from another language into the book's, made of what the glossary says.

A definition gives the forms in a passage of that language, with semicolons between, in a paragraph
of their own (MyST)::

    ```{glossary}
    attachment
      An enduring bond.

      Dutch: [gehechtheid]{.lang-nl}; [hechting]{.lang-nl}\\*.
    ```

``{word-list} nl`` makes the table of all forms in that language, in the order of the alphabet, each
with its term, which is a link. A mark behind a form, such as the asterisk, stays there.

No settings. It answers the event ``pages-show`` of ``sphinx_apa7.freshness``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import _
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from apabib.text.fold import fold
from extensions.pages import PageDomain
from sphinx_apa7.freshness import digest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata


class word_list(nodes.General, nodes.Element):
    """Where the list goes; ``docname`` is the page it stands on, ``language`` that of the forms."""


class Form(NamedTuple):
    """A form in another language, with the ``mark`` behind it, and its ``term`` in the glossary.

    The term is as it is printed; ``name`` is that by which links know it.
    """

    language: str
    word: str
    mark: str
    term: str
    name: str


class WordListDirective(SphinxDirective):
    """``word-list``: the argument is the code of a language."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Mark the place; ``FillWordLists`` fills it when all glossaries are known."""
        return [word_list(docname=self.env.docname, language=self.arguments[0].strip().lower())]


class WordDomain(PageDomain):
    """Keeps the forms that the glossaries give, and the pages that list them."""

    name = "words"
    label = "Words"
    initial_data: ClassVar[dict[str, Any]] = {
        "forms": {},  # docname -> list of Form
        "lists": set(),  # pages with the directive
    }
    data_version = 2

    @property
    def forms(self) -> dict[str, list[Form]]:
        """The forms of each page."""
        return cast(dict[str, list[Form]], self.data["forms"])

    @property
    def lists(self) -> set[str]:
        """Pages with a list."""
        return cast(set[str], self.data["lists"])

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        """Keep what the glossaries of a page say."""
        if found := list(forms_of(document)):
            self.forms[docname] = found
        if next(document.findall(word_list), None):
            self.lists.add(docname)


def forms_of(document: nodes.document) -> Iterator[Form]:
    """The forms that glossaries give, in their order."""
    for glossary in document.findall(addnodes.glossary):
        for one in glossary.findall(nodes.definition_list_item):
            term = next(child for child in one.children if isinstance(child, nodes.term))
            for line in one.findall(nodes.paragraph):
                yield from _of_line(term, line)


def _name_of(term: nodes.term) -> str:
    """The name of a term: its words before Sphinx turned the quotation marks in them."""
    entries = (entry for index in term.findall(addnodes.index) for entry in index["entries"])
    return next((str(entry[1]) for entry in entries), term.astext())


def _of_line(term: nodes.term, line: nodes.paragraph) -> Iterator[Form]:
    """A line of forms: behind a colon passages of one language, between which there is no word.

    What follows a word, a remark, is none.
    """
    language, parts = "", line.children
    if not parts or not re.fullmatch(r"[^.:;]+:\s*", parts[0].astext()):
        return
    for at, part in enumerate(parts):
        mine = _language(part)
        if mine and mine == (language or mine):
            behind = parts[at + 1].astext() if at + 1 < len(parts) else ""
            mark = re.match(r"[^\s\w;,.]*", behind)
            behind = mark[0] if mark else ""
            yield Form(mine, part.astext(), behind, term.astext(), _name_of(term))
            language = mine
        elif mine or (at and re.search(r"\w", part.astext())):
            return


def _language(node: nodes.Node) -> str:
    """The language of a passage; empty without one."""
    for name in node["classes"] if isinstance(node, nodes.inline) else ():
        if name.startswith("lang-"):
            return str(name.removeprefix("lang-"))
    return ""


class FillWordLists(SphinxPostTransform):
    """Put the tables in, before Sphinx resolves the links in them."""

    default_priority = 4

    def run(self, **kwargs: Any) -> None:
        """Of every place on the page."""
        for place in list(self.document.findall(word_list)):
            found = [
                one
                for forms in word_domain(self.env).forms.values()
                for one in forms
                if one.language == place["language"]
            ]
            place.replace_self([table(place, found)] if found else [])


def table(place: word_list, forms: list[Form]) -> nodes.table:
    """A row a form: the word, and its terms."""
    terms: dict[tuple[str, str], list[Form]] = {}
    for one in sorted(forms, key=lambda one: (fold(one.word), one.word, fold(one.term))):
        terms.setdefault((one.word, one.mark), []).append(one)
    language = place["language"]
    body = nodes.tbody()
    for (word, mark), named in terms.items():
        form = nodes.inline("", word, classes=[f"lang-{language}"])
        links: list[nodes.Node] = []
        for one in named:
            links += [nodes.Text("; ")] if links else []
            links.append(term_link(place, one))
        cells = nodes.paragraph("", "", form, nodes.Text(mark)), nodes.paragraph("", "", *links)
        body += nodes.row("", *(nodes.entry("", cell) for cell in cells))
    words = _("Word"), _("Term in the glossary")
    head = nodes.row("", *(nodes.entry("", nodes.paragraph("", word)) for word in words))
    group = nodes.tgroup("", cols=2)
    group += [nodes.colspec(colwidth=50, stub=1), nodes.colspec(colwidth=50)]
    group += [nodes.thead("", head), body]
    return nodes.table("", group, classes=["word-list", "colwidths-given"])


def term_link(place: word_list, form: Form) -> addnodes.pending_xref:
    """A link to the term of a form in the glossary."""
    return addnodes.pending_xref(
        "",
        nodes.inline("", form.term, classes=["std", "std-term"]),
        refdomain="std",
        reftype="term",
        reftarget=form.name,
        refexplicit=False,
        refdoc=place["docname"],
        refwarn=True,
    )


def word_domain(env: BuildEnvironment) -> WordDomain:
    """The domain that this extension registers."""
    return cast(WordDomain, env.get_domain(WordDomain.name))


def views(app: Sphinx, env: BuildEnvironment) -> dict[str, str]:
    """What the pages with a list show of glossaries, for ``sphinx_apa7.freshness``."""
    domain = word_domain(env)
    return dict.fromkeys(domain.lists, digest(sorted(domain.forms.items())))


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("sphinx_apa7.freshness")
    app.add_domain(WordDomain)
    app.add_directive("word-list", WordListDirective)
    app.add_node(word_list)
    app.add_post_transform(FillWordLists)
    app.connect("pages-show", views)
    return {"env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
