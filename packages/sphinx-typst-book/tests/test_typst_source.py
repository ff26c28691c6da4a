"""What each kind of block is in Typst: the call that the template answers."""

from __future__ import annotations

import pytest
from books import Build, typst_of


def body(build: Build, text: str) -> str:
    """The source of a chapter's ``text``, without the lines that name the manuscript."""
    source = typst_of(build({"a.md": f"# A\n\nBegin.\n\n{text}\n"}))
    lines = source.partition('#"Begin."')[2].splitlines()
    return "".join(line for line in lines if not line.startswith("// @ "))


def rst(text: str) -> str:
    return f"```{{eval-rst}}\n{text}\n```"


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("- a\n- b", '#list([#"a"], [#"b"], tight: true)'),
        ("- a\n\n  c\n- b", '#list([#"a"#"c"], [#"b"], tight: false)'),
        ("3. a\n4. b", '#enum([#"a"], [#"b"], start: 3, numbering: "1.", tight: true)'),
        (rst("a) x\nb) y"), '#enum([#"x"], [#"y"], start: 1, numbering: "a)", tight: true)'),
        (rst("(iv) x\n(v) y"), '#enum([#"x"], [#"y"], start: 4, numbering: "(i)", tight: true)'),
        (
            rst("| a\n|   b\n|     c\n| d"),
            '#verse((0, [#"a"]), (1, [#"b"]), (2, [#"c"]), (0, [#"d"]))',
        ),
        (rst(":a: b\n:c: d"), '#fields(([#"a"], [#"b"]), ([#"c"], [#"d"]))'),
        (rst(".. topic:: Title\n\n   Text."), '#admonition([#"Title"])[#"Text."]'),
        (rst(".. sidebar:: Side\n\n   Text."), '#admonition([#"Side"])[#"Text."]'),
        (rst("a\n   b"), '#run-in-definitions(([#"a"], [#"b"], false))'),
        (
            rst("a\n   b\n\nc : d\n   e"),
            '#definitions(([#"a"], [#"b"], false), ([#"c"#linebreak()#emph[#"d"]], [#"e"], false))',
        ),
        (rst("a\n   b\n\n   c"), '#definitions(([#"a"], [#"b"#"c"], false))'),
        ("> a", '#quotation(none)[#"a"]'),
        (rst(".. epigraph::\n\n   Words.\n\n   -- Who"), '#epigraph([#"Who"])[#"Words."]'),
        (
            ":::{hlist}\n:columns: 2\n- a\n- b\n:::",
            '#hlist([#list([#"a"], tight: true)], [#list([#"b"], tight: true)])',
        ),
        (":::{note}\nText.\n:::", '#admonition([#"Note"])[#"Text."]'),
        (":::{admonition} Head\nText.\n:::", '#admonition([#"Head"])[#"Text."]'),
        ("```\ncode\n```", '#raw(block: true, "code\\n")'),
        (":::{rubric} Words\n:::", '#rubric[#"Words"]'),
        (rst(".. centered:: Words"), '#align(center)[#"Words"]'),
        ("***", "#transition"),
        (
            rst(":abbr:`APA (Association)` and :abbr:`APA (Association)`"),
            '#"APA"#" (Association)"#" and "#"APA"',
        ),
        (
            "a[^n] b[^n]\n\n[^n]: N.",
            '#"a"#footnote[#note-gap#"N."]#label("a:n")#" b"#footnote(label("a:n"))',
        ),
        (
            "a[^n]\n\n[^n]: Note.\n\n    More.",
            '#"a"#footnote[#note-gap#"Note."#"More."]#label("a:n")',
        ),
        ("<https://x.org/a>", '#link("https://x.org/a")[#address("https://x.org/a")]'),
        (
            "[words](https://x.org/b)",
            '#link("https://x.org/b")[#"words"]'
            '#footnote[#note-gap#link("https://x.org/b")[#address("https://x.org/b")]]',
        ),
        ("[mail](mailto:a@x.org)", '#link("mailto:a@x.org")[#"mail"]'),
        (
            "H{sub}`2`O, x{sup}`2`, `code`, **bold**, *italic*",
            '#"H"#sub[#"2"]#"O, x"#super[#"2"]#", "#raw("code")#", "#strong[#"bold"]#", "'
            '#emph[#"italic"]',
        ),
    ],
)
def test_blocks(build: Build, text: str, source: str) -> None:
    assert body(build, text) == source


@pytest.mark.parametrize(("length", "breaks"), [(597, "false"), (598, "true")])
def test_only_a_long_definition_may_break(build: Build, length: int, breaks: str) -> None:
    """Its term counts too, and what parts them."""
    assert body(build, rst(f"a\n   {'b' * length}")).endswith(f'"], {breaks}))')
