"""Images, figures and tables."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree.ElementTree import ParseError

from docutils import nodes

from .images import replaced_fonts
from .markup import array, boolean, call, string, text
from .tables import flows, is_plain, longest_words, may_float, row_breaks, shares
from .walk import Walker


class Figures(Walker):
    """The part of the writer for what has a caption."""

    def write_image(self, node: nodes.Element) -> str:
        inline = isinstance(node.parent, nodes.TextElement)
        picture = self._picture(node)
        return f"#box({picture})" if inline else f"#align(center, {picture})"

    def _picture(self, node: nodes.Element) -> str:
        if not node.get("alt"):
            uri = node["uri"]
            raise self.error(
                node,
                f"image {uri!r} without alternative text (:alt:); write it between the brackets:"
                f" ![what it shows]({uri}), or :alt:",
            )
        if node["uri"] not in self.builder.images:
            raise self.error(node, f"image {node['uri']!r} is not a readable file of the book")
        families = self.builder.fonts.families()
        try:
            replaced = replaced_fonts(Path(self.builder.srcdir) / node["uri"], families)
        except ParseError as error:  # of which the compiler would not say where it is
            raise self.error(node, f"image {node['uri']!r} is broken: {error}") from None
        if replaced:
            wanted = ", ".join(replaced)
            raise self.error(
                node, f"image {node['uri']!r} wants fonts that we do not have: {wanted}"
            )
        width = node.get("width", "")
        size = {"width": width} if re.fullmatch(r"[\d.]+(%|mm|cm|in|pt|em)", width) else {}
        path = string(f"images/{self.builder.images[node['uri']]}")
        return call("image", path, alt=string(" ".join(node["alt"].split())), **size)

    def write_figure(self, node: nodes.Element) -> str:
        image = next(node.findall(nodes.image), None)
        caption = next((c for c in node.children if isinstance(c, nodes.caption)), None)
        legend = next((c for c in node.children if isinstance(c, nodes.legend)), None)
        if image is None:
            raise self.error(node, "figure without an image")
        picture = self._picture(image)
        note = f"[{self.silent(self.nested, legend)}]" if legend is not None else "none"
        # A figure between paragraphs may move to the head or foot of a page, not one in a box.
        floats = boolean(isinstance(node.parent, nodes.section))
        return self._labelled("illustration", node, "figure", caption, floats, picture, note)

    def write_table(self, node: nodes.Element) -> str:
        title = next((c for c in node.children if isinstance(c, nodes.title)), None)
        group = next(c for c in node.children if isinstance(c, nodes.tgroup))
        head = next((c for c in group.children if isinstance(c, nodes.thead)), None)
        body = next(c for c in group.children if isinstance(c, nodes.tbody))
        given = shares(node)
        named = {
            "shares": "none" if given is None else array(map(str, given)),
            "words": array(_words(head, body, group["cols"])),
            "floats": boolean(may_float(node)),
            "flows": boolean(flows(node)),
            "repeat": boolean(head is not None and _is_repeatable(head)),
        }
        parts = [f"{name}: {value}" for name, value in named.items()]
        stubs = sum(bool(spec.get("stub")) for spec in group.findall(nodes.colspec))
        self.quiet += 1
        for row in [*(head.children if head is not None else ()), *body.children]:
            # A row that names a group is a second head: repeated, and never alone at the foot.
            groups = head is not None and "group" in row["classes"]
            kind = "head" if row.parent is head else "group" if groups else "body"
            parts.append(
                call(
                    "row",
                    string(kind),
                    boolean(is_plain(row, group["cols"])),
                    *self._row(row, stubs if kind == "body" else len(row.children)),
                )
            )
        self.quiet -= 1
        return self._labelled("tabulation", node, "table", title, *parts)

    def _labelled(
        self, name: str, node: nodes.Element, kind: str, caption: nodes.Element | None, *parts: str
    ) -> str:
        number = text(self.figure_number(node, kind))
        label = self.targets.label(node["ids"][0])
        if caption is None:
            return f"#{call(name, f'[{number}]', '[]', *parts)}#label({label})"
        # In the caption: what floats is found where it is printed, not where it is written.
        words = f"#{call('anchor', label)}" + self.silent(self.inline, caption)
        return f"#{call(name, f'[{number}]', f'[{words}]', *parts)}"

    def _row(self, row: nodes.Element, heads: int = 0) -> list[str]:
        """The cells of a row, of which the first ``heads`` are in bold."""
        breakable = row_breaks(row)
        self.linked = "group" not in row["classes"]
        cells = [
            self._cell(entry, breakable, column < heads)
            for column, entry in enumerate(row.children)
        ]
        self.linked = True
        return cells

    def _cell(self, entry: nodes.Element, breakable: bool, bold: bool) -> str:
        named = {
            name: str(entry[attribute] + 1)
            for name, attribute in (("colspan", "morecols"), ("rowspan", "morerows"))
            if entry.get(attribute)
        }
        body = self.targets.anchors(entry["ids"]) + self.nested(entry)
        if bold:
            # What heads a row is strong to who hears it (``structure``), and looks like the others.
            weight = "" if _is_head(entry) else "(delta: 0)"
            body = f"#strong{weight}[{body}]"
        if not breakable:
            named["breakable"] = "false"
        if "group" in entry.parent["classes"]:
            named["inset"] = "group-inset"
        return call("table.cell", body=body, **named)


def _is_head(entry: nodes.Element) -> bool:
    """Whether a cell stands in the head of its table, or names a group of rows."""
    row = entry.parent
    return isinstance(row.parent, nodes.thead) or "group" in row["classes"]


def _is_repeatable(head: nodes.Element) -> bool:
    """Whether a table's head may be repeated: that may neither link nor be linked to."""
    linking = (nodes.reference, nodes.footnote_reference)
    return not any(isinstance(n, linking) or n["ids"] for n in head.findall(nodes.Element))


def _words(head: nodes.Element | None, body: nodes.Element, count: int) -> list[str]:
    """For each column what the template may not break, in the head and below it."""
    parts = [
        [row for row in part.children if is_plain(row, count)] if part is not None else []
        for part in (head, body)
    ]
    return [
        array(array(string(word) for word in longest_words(rows, column)) for rows in parts)
        for column in range(count)
    ]
