"""Nodes of other extensions: printed through ``app.add_node(..., typst=(visit, depart))``."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from books import Build, page_with, typst_of
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.docutils import SphinxDirective

from sphinx_typst_book.markup import call, text
from sphinx_typst_book.translator import TypstTranslator

BOX = ":::{box} The head\nWords of the box.\n\nMore words.\n:::\n"


class box(nodes.General, nodes.Element):
    """A stranger's node: with a head, and blocks inside."""


class mark(nodes.Inline, nodes.TextElement):
    """A stranger's node in a line."""


class word(nodes.emphasis):
    """A stranger's node of a kind that docutils has."""


class BoxDirective(SphinxDirective):
    has_content = True
    final_argument_whitespace = True
    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        node = box("", *self.parse_content_to_nodes(), head=self.arguments[0])
        self.set_source_info(node)
        return [node]


def setup(app: Sphinx) -> None:
    """What an extension with two nodes does; how they print is each test's business."""
    app.add_directive("box", BoxDirective)
    app.add_generic_role("mark", mark)


def extension(*lines: str) -> str:
    """A ``conf.py`` that has the extension above and these lines in its own ``setup``."""
    return "\n    ".join(
        (
            "import test_own_nodes as own\nfrom docutils import nodes\n"
            'extensions += ["test_own_nodes"]\ndef setup(app):',
            *lines,
        )
    )


def visit_box(self: TypstTranslator, node: box) -> None:
    self.body.append("#block(inset: 1em)[")
    self.body.append(f"#{call('strong', body=text(node['head']))} ")


def depart_box(self: TypstTranslator, node: box) -> None:
    self.body.append("#emph[End of the box.]]")


def visit_mark(self: TypstTranslator, node: mark) -> None:
    self.body.append("#underline[")


def depart_mark(self: TypstTranslator, node: mark) -> None:
    self.body.append("]")


def test_handlers_write_around_the_children(build: Build) -> None:
    app = build(
        {"a.md": f"# A\n\n{BOX}\nA {{mark}}`marked word` here.\n"},
        extension(
            "app.add_node(own.box, typst=(own.visit_box, own.depart_box))",
            "app.add_node(own.mark, typst=(own.visit_mark, own.depart_mark))",
        ),
    )
    assert app.warning.getvalue() == ""
    assert "The head Words of the box. More words. End of the box." in page_with(app, "The head")
    assert '#"A "#underline[#"marked word"]#" here."' in typst_of(app)
    # Errors of the compiler inside the box are led back to its own lines.
    assert '\n// @ a.md:4\n#"Words of the box."\n' in typst_of(app)


def test_handlers_go_before_ours(build: Build) -> None:
    app = build(
        {"a.md": "# A\n\nA {sub}`low` word.\n"},
        extension(
            "app.add_node(nodes.subscript, override=True, typst=(own.visit_mark, own.depart_mark))",
        ),
    )
    assert '#underline[#"low"]' in typst_of(app)


def test_a_node_of_a_known_kind_needs_nothing(build: Build) -> None:
    app = build(
        {"a.md": "# A\n\nA {word}`word` here.\n"},
        extension(
            "app.add_generic_role('word', own.word)",
        ),
    )
    assert app.warning.getvalue() == ""
    assert '#"A "#emph[#"word"]#" here."' in typst_of(app)


@pytest.mark.parametrize(
    ("raised", "printed"),
    [
        ("SkipNode", "[Begin]"),
        ("SkipChildren", "[Begin][End]"),
        ("SkipDeparture", '[Begin]#"inside"'),
        ("", '[Begin]#"inside"[End]'),
    ],
)
def test_handlers_may_skip(build: Build, raised: str, printed: str) -> None:
    app = build(
        {"a.md": "# A\n\nA {mark}`inside`.\n"},
        extension(
            "def visit(self, node):",
            "    self.body.append('#[Begin]')",
            f"    if {raised!r}: raise getattr(nodes, {raised!r})",
            "def depart(self, node): self.body.append('#[End]')",
            "app.add_node(own.mark, typst=(visit, depart))",
        ),
    )
    expected = printed.replace("[Begin]", "#[Begin]").replace("[End]", "#[End]")
    assert f'#"A "{expected}#"."' in typst_of(app)


def test_what_is_linked_to_is_printed_once(build: Build) -> None:
    """A link could lead to one of the places only, and to none where there are none."""
    page = "# A\n\n[Go](#there).\n\n:::{box} Head\n[It]{#there}.\n:::\n"
    printing = "def visit(self, node):", "    self.body.append(self.nested(node) * %d)"
    adding = "    raise nodes.SkipNode", "app.add_node(own.box, typst=(visit, None))"
    for times in (2, 0):
        conf = extension(printing[0], printing[1] % times, *adding)
        with pytest.raises(SphinxError) as caught:
            build({"a.md": page}, conf)
        words = f"a.md:3: typst: link target 'a:there' is printed {times} times, not once"
        assert str(caught.value) == words
    build({"a.md": page}, extension(printing[0], printing[1] % 1, *adding))


def test_a_node_needs_no_departure(build: Build) -> None:
    app = build(
        {"a.md": "# A\n\nA {mark}`word`.\n"},
        extension(
            "def visit(self, node):",
            "    self.body.append(self.inline(node))",
            "    raise nodes.SkipNode",
            "app.add_node(own.mark, typst=(visit, None))",
        ),
    )
    assert '#"A "#"word"#"."' in typst_of(app)


def test_ids_of_a_node_can_be_linked_to(build: Build) -> None:
    app = build(
        {"a.md": f"# A\n\n(the-box)=\n{BOX}\n{{ref}}`here <the-box>`\n"},
        extension("app.add_node(own.box, typst=(own.visit_box, own.depart_box))"),
    )
    assert app.warning.getvalue() == ""
    assert '#anchor("a:the-box")' in typst_of(app)


def test_a_node_can_link_to_places_of_the_book(build: Build) -> None:
    """As a line "mentioned on p. ..." does; what is not in the book is left out."""
    conf = extension(
        "def visit(self, node):",
        "    places = [('b', 'there'), ('b', 'there'), ('orphan', 'x'), ('a', '')]",
        "    for label in self.labels(node, places):",
        "        self.body.append(f'#link-to({string(label)})[Here.]')",
        "    raise nodes.SkipNode",
        "app.add_node(own.mark, typst=(visit, None))",
    )
    app = build(
        {"a.md": "# A\n\nA {mark}`x`.\n", "b.md": "# B\n\n(there)=\nWords.\n\n(other)=\nMore.\n"},
        "from sphinx_typst_book.markup import string\n" + conf,
    )
    source = typst_of(app)
    assert '#"A "#link-to("b:there")[Here.]#link-to("a:a")[Here.]#"."' in source
    assert source.count('#anchor("b:there")') == 1
    assert "b:other" not in source


def test_a_node_cannot_link_to_what_is_not_there(build: Build) -> None:
    conf = extension(
        "def visit(self, node):",
        "    self.labels(node, [('a', 'nowhere')])",
        "app.add_node(own.box, typst=(visit, None))",
    )
    message = "a.md:3: typst: link to 'a:nowhere', which is not in the book"
    with pytest.raises(SphinxError, match=f"^{re.escape(message)}$"):
        build({"a.md": f"# A\n\n{BOX}"}, conf)


def test_a_typst_file_of_the_feature_is_used(build: Build, tmp_path: Path) -> None:
    look = tmp_path / "box.typ"
    look.write_text('#import "book.typ": small\n#let box-of(body) = small[Look: #body]\n')
    conf = extension(
        "def visit(self, node):",
        f"    self.use({str(look)!r})",
        "    self.body.append('#box-of[')",
        "app.add_node(own.box, typst=(visit, lambda self, node: self.body.append(']')))",
    )
    chapter = {"a.md": f"# A\n\n{BOX}\n{BOX}"}
    assert "Look: Words of the box." in page_with(build(chapter, conf), "Look")
    # The PDF is made again when the file changes.
    look.write_text("#let box-of(body) = [Other look: #body]\n")
    assert "Other look: Words" in page_with(build(chapter, conf), "look")


def test_a_typst_file_that_is_not_there(build: Build, tmp_path: Path) -> None:
    conf = extension(
        "def visit(self, node): self.use('/nowhere/box.typ')",
        "app.add_node(own.box, typst=(visit, None))",
    )
    message = "typst: /nowhere/box.typ is not a file that can be used in the book"
    with pytest.raises(SphinxError, match=f"^{re.escape(message)}$"):
        build({"a.md": f"# A\n\n{BOX}"}, conf)


def test_two_typst_functions_of_one_name(build: Build, tmp_path: Path) -> None:
    other = tmp_path / "box.typ"
    other.write_text("#let _own = 1\n#let small(body) = body\n#let quotation = []\n")
    conf = extension(
        f"def visit(self, node): self.use({str(other)!r})",
        "app.add_node(own.box, typst=(visit, None))",
    )
    message = f"typst: {other}: book.typ has these names too: quotation, small"
    with pytest.raises(SphinxError, match=f"^{re.escape(message)}$"):
        build({"a.md": f"# A\n\n{BOX}"}, conf)


def test_two_typst_files_of_one_name(build: Build, tmp_path: Path) -> None:
    other = tmp_path / "book.typ"
    other.write_text("")
    conf = extension(
        f"def visit(self, node): self.use({str(other)!r})",
        "app.add_node(own.box, typst=(visit, None))",
    )
    message = f"typst: {other}: a file of this name is already in use; rename it"
    with pytest.raises(SphinxError, match=f"^{re.escape(message)}$"):
        build({"a.md": f"# A\n\n{BOX}"}, conf)


def test_a_node_that_cannot_be_printed(build: Build) -> None:
    message = (
        "a.md:3: typst: no way to print the node <box> of the extension 'test_own_nodes', with the"
        " text 'Words of the box. More words.'; give it one: app.add_node(box, override=True,"
        ' typst=(visit, depart)) (README of sphinx-typst-book, "Print your own nodes")'
    )
    with pytest.raises(SphinxError, match=f"^{re.escape(message)}$"):
        build({"a.md": f"# A\n\n{BOX}"}, extension("pass"))


@pytest.mark.parametrize("lacking", ["line", "source"])
def test_a_node_without_its_place_has_that_of_what_is_around_it(build: Build, lacking: str) -> None:
    conf = extension(
        "def strip(app, tree):",
        "    for node in tree.findall(own.box):",
        f"        node.{lacking} = None",
        "app.connect('doctree-read', strip)",
    )
    with pytest.raises(SphinxError, match=r"^a\.md:3: typst: no way to print the node <box>"):
        build({"a.md": f"# A\n\n## B\n\nWords.\n\n{BOX}"}, conf)


def test_a_node_of_no_extension_names_its_module(build: Build) -> None:
    message = (
        "a.md:3: typst: no way to print the node <math_block> of docutils.nodes, with the text"
        " 'x = y'; give it one: app.add_node(math_block, override=True, typst=(visit, depart))"
        ' (README of sphinx-typst-book, "Print your own nodes")'
    )
    with pytest.raises(SphinxError, match=f"^{re.escape(message)}$"):
        build({"a.md": "# A\n\n```{math}\nx = y\n```\n"})


def test_the_translator_can_be_replaced_as_sphinx_has_it(build: Build) -> None:
    app = build(
        {"a.md": "# A\n\nA *word*.\n"},
        "from sphinx_typst_book.translator import TypstTranslator\n"
        "class Louder(TypstTranslator):\n"
        "    write_emphasis = TypstTranslator.write_strong\n"
        "def setup(app):\n"
        "    app.set_translator('typst', Louder)\n",
    )
    assert '#strong[#"word"]' in typst_of(app)
