"""Faults of the theme furo, mended: lists as tables, places without names, ids that are twice.

The frame of a page, where most of its faults were, is our own: ``extensions.frame``.
``MENDS`` holds them, each with its cause, the issue where it is reported and when it can go. A mend
replaces text in a template of furo while Jinja reads it: furo has no blocks at these places, and a
copy of its templates would miss whatever else changes in them. A text that is no longer there stops
the build. ``tests/test_furo.py`` looks at pages of the untouched theme and has a check named after
each mend that fails when furo no longer has the fault; axe and the Nu checker look at the result on
every page of the book.

Written for furo 2025.12.19. No settings.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from jinja2.ext import Extension
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.errors import ThemeError
from sphinx.transforms.post_transforms import SphinxPostTransform

from extensions.templates import Compiled

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


@dataclass(frozen=True)
class Mend:
    """One fault of furo: what a template has, and what the page gets instead at each such place."""

    name: str
    #: What is wrong, by which rule.
    cause: str
    #: Where it is reported.
    issue: str
    template: str
    edits: tuple[tuple[str, str], ...]


NOT_REPORTED = "no issue found, reported nowhere; remove when its test in tests/test_furo.py fails"


MENDS = (
    Mend(
        "index-as-a-table",
        "a table only makes two columns (WCAG 1.3.1, F46), which a phone cannot show as one",
        NOT_REPORTED,
        "genindex.html",
        (
            (
                '<table style="width: 100%" class="indextable genindextable"><tr>',
                '<div class="index-columns">',
            ),
            ("entries|slice_index(2)", "entries|slice_index(1)"),
            ('<td style="width: 33%; vertical-align: top;"><ul>', "<ul>"),
            ("</ul></td>", "</ul>"),
            ("</tr></table>", "</div>"),
        ),
    ),
    Mend(
        "places-without-names",
        "the places of an entry are numbered in brackets, which says nothing of where they lead "
        "(WCAG 2.4.4); with extensions.indexes each has the number of its section",
        NOT_REPORTED,
        "genindex.html",
        (
            (
                "{% macro indexentries(firstname, links) %}",
                "{% macro indexentries(firstname, links) %}"
                "{% if index_line is defined %}{{ index_line(firstname, links) }}{% else %}",
            ),
            ("{% endmacro %}", "{% endif %}{% endmacro %}"),
        ),
    ),
)


class MendTemplates(Extension):
    """Apply ``MENDS`` while Jinja reads a template of furo."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return the mended source. ThemeError for a text that furo no longer has."""
        _folder, is_furo, template = (
            str(filename or "").replace("\\", "/").rpartition("/furo/theme/furo/")
        )
        for mend in MENDS:
            if not is_furo or mend.template != template:
                continue
            for old, new in mend.edits:
                if old not in source:
                    raise ThemeError(
                        f"furo's {template} no longer has {old!r}: look in extensions/furo.py at "
                        f"the mend {mend.name!r} ({mend.cause}); it may no longer be needed"
                    )
                source = source.replace(old, new)
        return source


class UniqueIds(SphinxPostTransform):
    """Take what furo's box around a table or formula repeats of what stands in it.

    ``WrapTableAndMathInAContainerTransform`` copies all attributes, so that every id of a table is
    on the page twice (HTML, 3.2.6) and links lead to the box. No issue found, reported nowhere;
    remove when ``test_furo_repeats_the_ids_of_a_table`` fails.
    """

    default_priority = 600  # after furo's (500)
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Leave each box its own class only."""
        for box in self.document.findall(nodes.container):
            for own in {"table-wrapper", "math-wrapper"} & set(box["classes"]):
                box["ids"], box["classes"] = [], [own]


def mend_templates(app: Sphinx) -> None:
    """Have the templates mended, and keep what that gives; the EPUB has its own."""
    builder = app.builder
    if isinstance(builder, StandaloneHTMLBuilder) and builder.name != "epub":
        environment = builder.templates.environment
        environment.add_extension(MendTemplates)
        environment.bytecode_cache = Compiled(Path(app.doctreedir, "templates"), environment, MENDS)


def setup(app: Sphinx) -> ExtensionMetadata:
    app.connect("builder-inited", mend_templates)
    app.add_post_transform(UniqueIds)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
