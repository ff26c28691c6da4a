"""The paragraphs of every page as they were read, and the numbers that the contract gives them."""

from __future__ import annotations

from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, cast

from docutils import nodes
from sphinx.errors import ExtensionError
from sphinx.transforms import SphinxTransform
from sphinx.util import logging

from extensions.pages import PageDomain
from extensions.paragraphs import contract
from sphinx_apa7.freshness import digest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)
#: What a reader counts as one, where it stands in a section and in nothing else.
COUNTED = (
    nodes.paragraph,
    nodes.block_quote,
    nodes.bullet_list,
    nodes.enumerated_list,
    nodes.definition_list,
    nodes.line_block,
)
#: Of an opening that is told in a warning.
OPENING = 50


class Paragraph(NamedTuple):
    """One paragraph of a page, as its source has it."""

    fingerprint: str
    line: int
    opening: str


class Numbers(NamedTuple):
    """What the contract says of a page."""

    of: tuple[str | None, ...]
    """The number of each paragraph; None for one that has none yet."""
    gone: dict[int, list[str]]
    """The numbers of what was taken out, by the paragraph where they stood."""


class ParagraphDomain(PageDomain):
    """Keeps the paragraphs of every page."""

    name = "paragraphs"
    label = "Paragraphs"
    initial_data: ClassVar[dict[str, Any]] = {"paragraphs": {}}  # docname -> list of Paragraph
    data_version = 1
    numbers: dict[str, Numbers]
    """The numbers of every page, from ``give`` on; this build's own."""

    @property
    def paragraphs(self) -> dict[str, list[Paragraph]]:
        """The paragraphs of each page."""
        return cast(dict[str, list[Paragraph]], self.data["paragraphs"])


def paragraph_domain(env: BuildEnvironment) -> ParagraphDomain:
    """The domain that this extension registers."""
    return cast(ParagraphDomain, env.get_domain(ParagraphDomain.name))


class CountParagraphs(SphinxTransform):
    """Count the paragraphs of a page, before its words are translated (10 and 20)."""

    default_priority = 5

    def apply(self, **kwargs: Any) -> None:
        """Leave each its place in the row; numbers come when it is printed."""
        docname = self.env.docname
        if not any(fnmatchcase(docname, one) for one in self.config.paragraphs_pages):
            return
        found = list(counted(self.document))
        for at, node in enumerate(found):
            node["paragraph"] = at
        # Sphinx sends each translated message through here too: the page was first.
        paragraph_domain(self.env).paragraphs.setdefault(docname, [_read(node) for node in found])


def counted(document: nodes.document) -> Iterator[nodes.Element]:
    """What is counted of a page, in the order of reading."""
    for section in document.findall(nodes.section):
        # In the order of reading, as sections follow the text of the one they are in.
        for child in section.children:
            if (
                isinstance(child, COUNTED)
                and opening(child)
                and contract.fingerprint(child.astext())
            ):
                yield cast(nodes.Element, child)


def opening(node: nodes.Element) -> nodes.TextElement | None:
    """Where the first line of a paragraph, a list or a quotation is."""
    for found in node.findall():
        if isinstance(found, nodes.paragraph | nodes.term | nodes.line):
            return found
    return None


def _read(node: nodes.Element) -> Paragraph:
    text = node.astext()
    first = opening(node)
    line = node.line or (first.line if first is not None else None) or 1
    return Paragraph(contract.fingerprint(text), line, " ".join(text.split())[:OPENING])


def contract_of(app: Sphinx) -> dict[str, list[contract.Line]] | None:
    """The contract, None for a book that has none (yet). Raises ExtensionError."""
    name = app.config.paragraphs_contract
    if not name:
        return None
    path = Path(app.srcdir, name)
    try:
        return contract.read(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, UnicodeError) as error:
        raise ExtensionError(f"{name}: {error}; run `make paragraphs`") from error
    except contract.ContractError as error:
        raise ExtensionError(f"{name}:{error.line}: {error}") from error


def give(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Give every paragraph its number, in every build anew; warn of each without one."""
    domain = paragraph_domain(env)
    pages = contract_of(app)
    domain.numbers = {}
    for docname, paragraphs in sorted(domain.paragraphs.items()):
        if pages is None:
            continue
        lines = pages.get(docname, [])
        numbers = numbered(lines, [one.fingerprint for one in paragraphs])
        domain.numbers[docname] = numbers
        for paragraph, number in zip(paragraphs, numbers.of, strict=True):
            if number is None:
                logger.warning(
                    "the paragraph “%s” has no number: run `make paragraphs`, and commit %s",
                    paragraph.opening,
                    app.config.paragraphs_contract,
                    location=(docname, paragraph.line),
                    type="paragraphs",
                    subtype="no_number",
                )
    return []


def numbered(lines: list[contract.Line], now: list[str]) -> Numbers:
    """What the lines of a page say of its paragraphs as they are *now*."""
    of: dict[int, str | None] = {}
    gone: dict[int, list[str]] = {}
    at = 0
    for placed in contract.fit(lines, now):
        if placed.at is None:
            gone.setdefault(at, []).append(placed.line.number)
        else:
            at = placed.at
            of[at] = None if placed.is_new else placed.line.number
    return Numbers(tuple(of[at] for at in sorted(of)), gone)


def views(app: Sphinx, env: BuildEnvironment) -> dict[str, str]:
    """What pages show by the contract, for ``sphinx_apa7.freshness``."""
    return {name: digest(numbers) for name, numbers in paragraph_domain(env).numbers.items()}
