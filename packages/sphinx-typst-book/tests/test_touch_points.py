"""Where we lean on the inside of other packages, one test a place.

A test that fails on a newer version says what to look at; the comment at the place in the code
says why it is there and when it can go.
"""

from __future__ import annotations

from books import Build, typst_of
from docutils import nodes
from sphinx.environment.adapters.indexentries import IndexEntries

from sphinx_typst_book.assemble import kept_doctrees


def test_sphinx_reads_a_doctree_again_for_every_caller(build: Build) -> None:
    """assemble: ``env.get_doctree`` is patched while references are resolved (sphinx#12883)."""
    env = build({"a.md": "# A\n"}).env
    assert env.get_doctree("a") is not env.get_doctree("a"), "the patch can go"
    with kept_doctrees(env):
        assert env.get_doctree("a") is env.get_doctree("a")
    assert "get_doctree" not in vars(env)


def test_index_entries_of_sphinx_are_nested_tuples(build: Build) -> None:
    """translator.index, Targets.of_links: nothing but the code says what they hold."""
    entries = "{index}`one <pair: one; two>`\n\n```{index} see: three; one\n```\n"
    app = build({"a.md": f"# A\n\n{entries}"})
    link = ("", "%a#index-0")
    assert IndexEntries(app.env).create_index(app.builder) == [
        ("O", [("one", ([], [("two", [link])], None))]),
        (
            "T",
            [
                ("three", ([], [("see one", [])], None)),
                ("two", ([], [("one", [link])], None)),
            ],
        ),
    ]


def test_myst_writes_a_hard_break_as_raw_html(build: Build) -> None:
    """inline.write_raw: docutils has no node for it (MyST-Parser#408, #948)."""
    app = build({"a.md": "# A\n\nOne\\\ntwo.\n"})
    breaks = [raw.astext() for raw in app.env.get_doctree("a").findall(nodes.raw)]
    assert breaks == ["<br />\n", "\\\\\n"]
    assert '#"One"#linebreak()#"two."' in typst_of(app)


def test_std_references_name_their_kind_by_a_class(build: Build) -> None:
    """inline: the references after which a page is printed are known by Sphinx's classes."""
    glossary = ":::{glossary}\nword\n  Words.\n:::\n"
    text = f"(here)=\n# A\n\n{{ref}}`here`, {{doc}}`a`, {{term}}`word`.\n\n{glossary}"
    app = build({"a.md": text})
    tree = app.env.get_doctree("a")
    app.env.resolve_references(tree, "a", app.builder)
    kinds = [ref[0]["classes"] for ref in tree.findall(nodes.reference)]
    assert kinds == [["std", "std-ref"], ["doc"], ["xref", "std", "std-term"]]
    source = typst_of(app)
    assert source.count("#link-to-page(") == 2
    assert source.count("#link-to-term(") == 1
