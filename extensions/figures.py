"""Figures: below the caption stand a note and the source, the same in every output.

What follows a caption is the note, which also describes the picture for who cannot see it; the
option ``source`` names where it comes from, with citations::

    :::{figure} ../figures/hands.svg
    :name: fig-hands
    :alt: Two columns compare two studies.
    :source: {cite:t}`coan2006lending` (left); {cite:t}`coan2017relationship` (right).

    The two studies.

    A dot is a participant.
    :::

prints "*Note.* A dot is a participant." and "*Source:* Coan et al. (2006) (left); ...".

A picture ``figures/NAME.*`` with a data file ``figures/data/NAME.*`` is drawn from data: without a
source it is a warning of the type ``figures``, in every build until it is mended.

No settings.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.directives.patches import Figure
from sphinx.locale import _
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata, OptionSpec
    from sphinx.writers.html5 import HTML5Translator

logger = logging.getLogger(__name__)
FOLDER = "figures"


class figure_source(nodes.paragraph):
    """Where a figure comes from: the last child of its ``legend``."""


class BookFigure(Figure, SphinxDirective):  # type: ignore[misc]
    """``figure`` with the option ``source``: a line of text with citations."""

    option_spec: ClassVar[OptionSpec] = {**Figure.option_spec, "source": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        """The figure with its source; a warning for one of data without any."""
        source = " ".join((self.options.pop("source", None) or "").split())
        made = super().run()
        figure = made[0]
        if not isinstance(figure, nodes.figure):
            return made  # docutils says what is wrong
        if not source:
            self.require_source()
            return made
        inline, messages = self.parse_inline(source)
        line = figure_source(source, "", *inline, classes=["figure-source"])
        self.set_source_info(line)
        legend = next((part for part in figure if isinstance(part, nodes.legend)), None)
        if legend is None:
            legend = nodes.legend()
            figure += legend
        legend += line
        return [*made, *messages]

    def require_source(self) -> None:
        """Warn if the picture is drawn from data."""
        path = PurePosixPath(self.env.relfn2path(self.arguments[0], self.env.docname)[0])
        if path.parent.as_posix() != FOLDER:
            return
        data = sorted(self.env.srcdir.joinpath(FOLDER, "data").glob(f"{path.stem}.*"))
        if data:
            logger.warning(
                "figure '%s' is drawn from %s and names no source: add ':source:' with citations",
                path.name,
                data[0].relative_to(self.env.srcdir).as_posix(),
                location=self.get_location(),
                type="figures",
                subtype="no_source",
            )
            sourceless(self.env).add(self.env.docname)


class NameNotes(SphinxPostTransform):
    """Put "Note." before a note and "Source:" before a source, for every format."""

    default_priority = 6

    def run(self, **kwargs: Any) -> None:
        """After translation, which knows nothing of these words."""
        for legend in self.document.findall(nodes.legend):
            first = legend[0]
            if isinstance(first, nodes.paragraph) and not isinstance(first, figure_source):
                first[:0] = named(_("Note."))
            for part in legend:
                if isinstance(part, figure_source):
                    part[:0] = named(_("Source:"))


def named(word: str) -> list[nodes.Node]:
    """The *word*, then a space."""
    return [nodes.emphasis("", word, classes=["figure-label"]), nodes.Text(" ")]


# -- HTML and EPUB: inside the caption, where HTML lets a figure have one; it describes the picture.


def visit_figure(self: HTML5Translator, node: nodes.figure) -> None:
    """Open the figure, and say which note describes it."""
    details = {"aria-details": note_id(node)} if note_id(node) else {}
    width = {"style": f"width: {node['width']}"} if "width" in node else {}
    align = f"align-{node.get('align') or 'default'}"
    self.body.append(self.starttag(node, "figure", CLASS=align, **width, **details))


def depart_figure(self: HTML5Translator, node: nodes.figure) -> None:
    """Close the figure, and the caption in it."""
    self.body.append("</figcaption>\n</figure>\n" if len(node) > 1 else "</figure>\n")


def visit_legend(self: HTML5Translator, node: nodes.legend) -> None:
    """Open the note, and the ``figcaption`` around it where there is no caption."""
    if not isinstance(node.previous_sibling(), nodes.caption):
        self.body.append("<figcaption>\n")
    own = {"ids": [note_id(node.parent)]} if note_id(node.parent) else {}
    self.body.append(self.starttag(node, "div", CLASS="legend", **own))


def depart_legend(self: HTML5Translator, node: nodes.legend) -> None:
    """Close the note; the figure closes the ``figcaption``."""
    self.body.append("</div>\n")


def note_id(figure: nodes.Element) -> str:
    """The id of a figure's note; empty without a note, or for a figure without a name."""
    noted = any(isinstance(part, nodes.legend) for part in figure)
    return f"{figure['ids'][0]}-note" if noted and figure["ids"] else ""


# -- What is wrong is told again in the next build.


def sourceless(env: BuildEnvironment) -> set[str]:
    """Pages with a figure that lacks its source."""
    kept: set[str] = vars(env).setdefault("figures_sourceless", set())
    return kept


def forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Of a page that is read again or gone."""
    sourceless(env).discard(docname)


def take_over(
    app: Sphinx, env: BuildEnvironment, docnames: Iterable[str], other: BuildEnvironment
) -> None:
    """What another process has read."""
    sourceless(env).update(sourceless(other) & set(docnames))


def read_again(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> set[str]:
    """The pages that lack a source."""
    return sourceless(env) & env.found_docs


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_directive("figure", BookFigure, override=True)
    app.add_node(figure_source)
    app.add_node(nodes.figure, override=True, html=(visit_figure, depart_figure))
    app.add_node(nodes.legend, override=True, html=(visit_legend, depart_legend))
    app.add_post_transform(NameNotes)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", take_over)
    app.connect("env-get-outdated", read_again)
    return {"env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
