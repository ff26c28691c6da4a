"""Drawings: the words of a figure are text of the page, on the web and in the EPUB as on paper.

A picture in an ``img`` is closed: nobody can select its words, find them, or hear them. So an SVG
of ``figures/`` that the gate lets pass stands in the page itself, when it is the picture of a
figure; every other picture stays an ``img``. The index of the search has its words, too.

An SVG in a page has three faces, and each is looked after here:

- To a screen reader it is a picture with the alternative text for its name, whose words are read
  once, in their order.
- Its grays are those of ``INKS``; ``_static/book.css`` has them for light, dark, and high contrast.
  A drawing with other colors keeps them, on white.
- It has no style of its own, but attributes: a page may be told to take no style from within. Its
  letters come from ``figures/type/`` (``static/drawings.css``); without them each line is fitted
  into its place, as ``figures.lettering`` has measured it.

No settings.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from extensions.drawings.inline import inline
from extensions.gate import svg

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata
    from sphinx.writers.html5 import HTML5Translator

FOLDER, TYPE = "figures", "figures/type"
STATIC = Path(__file__).parent / "static"
STYLE = "drawings.css"
#: How many bytes of drawings may stand in a page; the pictures after them stay pictures.
MOST_OF_A_PAGE = 1_000_000


class drawing(nodes.image):
    """An SVG in the page: ``markup`` is how it stands there, and its children are its words.

    Only in doctrees that are resolved for HTML or EPUB.
    """


class DrawInPages(SphinxPostTransform):
    """Put the drawings of figures into their pages."""

    default_priority = 600  # before the boxes of pictures (610)
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Each under a name of its own, until the page is full."""
        shown = size = 0
        for picture in list(self.document.findall(nodes.image)):
            path = PurePosixPath(picture["uri"])
            own = path.parent.as_posix() == FOLDER and path.suffix == ".svg"
            if not own or not isinstance(picture.parent, nodes.figure):
                continue
            content = self.env.srcdir.joinpath(path).read_bytes()
            if any(svg.check(path.as_posix(), content)):
                continue
            size += len(content)
            if size > MOST_OF_A_PAGE:
                return
            shown += 1
            drawn = inline(
                content,
                prefix=f"drawing-{shown}",
                name=picture.get("alt", ""),
                width=picture.get("width", ""),
            )
            words = [nodes.Text(f"{line}\n") for line in drawn.words]
            new = drawing("", *words, **picture.attributes, markup=drawn.markup)
            new["classes"] = [*picture["classes"], *(["adapts"] if drawn.adapts else [])]
            picture.parent.replace(picture, new)


def visit_drawing(self: HTML5Translator, node: drawing) -> None:
    """The drawing, with its words in it."""
    self.body.append(f"{node['markup']}\n")
    raise nodes.SkipNode


def type_of(book: Path) -> list[Path]:
    """The letters of the drawings, with their license; none in a book that has none."""
    return sorted(path for path in (book / TYPE).glob("*") if path.is_file())


def add_type(app: Sphinx) -> None:
    """Give web pages the letters."""
    if app.builder.format == "html" and type_of(app.srcdir):
        app.config.html_static_path += [TYPE, str(STATIC)]
        app.add_css_file(STYLE)


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_node(drawing, html=(visit_drawing, None))
    app.add_post_transform(DrawInPages)
    app.connect("builder-inited", add_type)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
