"""Chapters are read as Sphinx reads them: with MyST, docutils and sphinxcontrib-bibtex."""

# ruff: noqa: E501  (a chapter is easier to read in one line)

from __future__ import annotations

from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace
from sphinx.util.nodes import get_node_line
from sphinxcontrib.bibtex.citation_target import parse_citation_targets

from apabib.manuscript.chapters import Chapter, Prose, Syntax
from apabib.manuscript.reading import find, read_chapters, read_text
from apabib.manuscript.targets import Targets, split_role

#: What MyST is told, and what the reader is told; ``KEYS`` is a directive of this test alone.
ENABLED = ["colon_fence", "deflist", "attrs_inline", "fieldlist", "dollarmath", "smartquotes"]
SYNTAX = Syntax(
    enable=frozenset(ENABLED),
    key_options=frozenset({"claim.sources"}),
    text_options=frozenset({"claim.note"}),
)

#: Awkward chapters. A key is named by what Sphinx makes of it: ``a1`` is cited, ``no1`` is not.
CHAPTERS = {
    "role-over-lines": "Hands {cite:p}`{see}a1,\na2{p. 3},\na3` and\n{cite:t}`a4`.",
    "fence-in-list": "- one\n\n  ```python\n  {cite:p}`no1`\n  ```\n- two {cite:p}`a1`\n\n"
    "  ```{note}\n  In it {cite:p}`a2`.\n\n  More {cite:p}`a3`.\n  ```\n\nEnd {cite:p}`a4`.",
    "nested-colons": "::::{note}\nOne {cite:p}`a1`.\n\n:::{tip} Two {cite:p}`a2`.\n\n"
    "Three {cite:p}`a3`.\n:::\n\n```{warning}\n:class: x\n\nFour {cite:p}`a4`.\n```\n::::\n",
    "colons-without-a-name": ":::\nOne {cite:p}`a1`.\n:::\n\n:::name\nTwo {cite:p}`a2`.\n:::",
    "nested-at-once": "::::{note}\n:::{tip}\nOne {cite:p}`a1`.\n:::\n::::\n",
    "yaml-options": ":::{claim} x\n---\nrating: good\nsources: a1, a2\n---\nText {cite:p}`a3`.\n:::",
    "colon-options": ":::{claim} x\n:sources: a1, a2\n:rating: good\n\nText {cite:p}`a3`.\n:::",
    "text-options": ":::{claim} x\n:sources: a1\n:note: {cite:t}`a2` (above); {cite:p}`{see}a3`\n"
    "Text {cite:p}`a4`.\n:::",
    "folded-options": ":::{claim} x\n---\nsources: >-\n  a1,\n  a2\nrating: 'good'\n---\n"
    "Text {cite:p}`a3`.\n:::",
    "quoted-options": ":::{claim} x\n:rating: \"g: o\"\n:sources: 'a1, a2'\n\nText {cite:p}`a3`.\n:::",
    "options-with-comment": ":::{claim} x\n:sources: a1 # no1\n\nText {cite:p}`a3`.\n:::",
    "text-behind-the-options": "```{note}\n---\nclass: x\n--- One {cite:p}`a1`.\nTwo {cite:p}`a2`.\n```",
    "comments": "% {cite:p}`no1`\nOne {cite:p}`a1`.\n% {cite:p}`no2`\n\n<!-- {cite:p}`no3`\n\n-->\n\n"
    "Two <!-- {cite:p}`no4` --> {cite:p}`a2`.",
    "code-spans": "`{cite:p}` ``{cite:p}`no1` `` and ``a ` b`` {cite:p}`a1` `x\ny` {cite:t}`a2`",
    "many-ticks": "{cite:p}``a1`` and {cite:p}```a2```",
    "code": "    {cite:p}`no1`\n\n```\n{cite:p}`no2`\n```\n\n~~~md\n{cite:p}`no3`\n~~~\n\n"
    "```{code-block} md\n:name: x\n\n{cite:p}`no4`\n```\n\n{cite:p}`a1`",
    "footnotes": "One[^a] two[^b].\n\n[^a]: Note {cite:p}`a1`.\n\n    More {cite:p}`a2`.\n[^b]: {cite:p}`a3`",
    "definitions": "Term {cite:p}`a1`\n: One {cite:p}`a2`.\n\n  Two {cite:p}`a3`.\n\nB\n: {cite:p}`a4`",
    "tables": "| a | b {cite:p}`a1` |\n|---|---|\n| {cite:p}`a2` | x |\n| y | {cite:p}`a3` |\n",
    "list-table": ":::{list-table} Title {cite:p}`a1`\n:header-rows: 1\n\n* - a\n  - b\n* - {cite:p}`a2`\n"
    "  - c {cite:p}`a3`\n:::",
    "csv-table": '```{csv-table} Title\n:header: a, b\n\nx, "y {cite:p}`a1,a2`"\n{cite:p}`a3`, z\n```',
    "table": ":::{table} Title {cite:p}`a1`\n| a |\n|---|\n| {cite:p}`a2` |\n:::",
    "headings": "# One {cite:p}`a1`\n\nTwo {cite:p}`a2`\n===\n\n### Three {cite:p}`a3` ###\n",
    "escaped": "\\{cite:p}`no1` and {cite:p}\\`no2` and \\\\{cite:p}`a1` {cite:p} `no3`",
    "figure": "```{figure} x.png\n:alt: {cite:p}`no1`\n\nCaption {cite:p}`a1`.\n\nLegend {cite:p}`a2`.\n```",
    "quotes": "> One {cite:p}`a1`\n> two\n> {cite:p}`a2`\n\n> - three {cite:p}`a3`\n",
    "lists": "1. one {cite:p}`a1`\n   two {cite:p}`a2`\n   - three {cite:p}`a3`\n\n     four {cite:p}`a4`\n",
    "links": "[one {cite:p}`a1`](https://x.org) ![{cite:p}`no1`](x.png) *{cite:p}`a2`* "
    "**b {cite:p}`a3`** [{cite:p}`a4`]{.x}\n",
    "front-matter": "---\ntitle: x\n---\n\nOne {cite:p}`a1`.",
    "rule": "One {cite:p}`a1`\n\n---\n\nTwo: {cite:p}`a2`\n\n+++\n\n(target)=\nThree {cite:p}`a3`",
    "fields": "Text.\n\n:one: Field {cite:p}`a1`\n:two: {cite:p}`a2`",
    "math": "$ {cite:p}`no1` $\n\n$$\n{cite:p}`no2`\n$$\n\n{cite:p}`a1`",
    "rst": "```{eval-rst}\nOne :cite:p:`a1` and ``:cite:p:`no1```.\n\n.. comment :cite:p:`no2`\n\n"
    ".. note::\n\n   Two :cite:p:`a2,\n   a3`::\n\n      :cite:p:`no3`\n\nThree :cite:t:`a4`.\n```\n",
    "glossary": "```{glossary}\nTerm\n    One {cite:p}`a1`.\n\n    Two {cite:p}`a2`.\n```",
    "admonition": ":::{admonition} Title {cite:p}`a1`\n:class: x\n\nOne {cite:p}`a2`.\n:::",
    "only": "```{only} html\nOne {cite:p}`a1`.\n```",
    "versions": ":::{versionadded} 1.0 One {cite:p}`a1`.\n\nTwo {cite:p}`a2`.\n:::",
    "ticks-in-a-fence": "```{table} Title {cite:p}`a1`\n```\n\n{cite:p}`a2`",
    "capitals": "{CITE:P}`a1` {cite:T}`a2`",
    "bare": "{cite}`a1`",
    "html": "<div>\n{cite:p}`no1`\n\n{cite:p}`a1` <b>{cite:p}`a2`</b>\n\n</div>",
    "unclosed": "```{note}\nOne {cite:p}`a1`.\n\n- two {cite:p}`a2`",
    "unclosed-list": "- ```{note}\n  One {cite:p}`a1`.\n\nTwo {cite:p}`a2`.",
    "indented-fence": "   ```{note}\n   One {cite:p}`a1`.\n   ```\n\nTwo {cite:p}`a2`.",
    "no-directive": "```{note}x\n{cite:p}`no1`\n```\n\n{cite:p}`a1`",
    "windows": "One {cite:p}`a1`.\r\n\r\n```{note}\r\n:class: x\r\n\r\nTwo {cite:p}`a2`.\r\n```\r\n",
    "byte-order": "\ufeff% {cite:p}`no1`\n\nOne {cite:p}`a1`.",
    "reference": "[a]: https://x.org 'title'\n\n```{note}\n[a] {cite:p}`a1`\n```\n",
    "code-caption": "```{code-block} md\n:caption: One {cite:p}`a1`\n\nx\n```",
    "parsed-literal": "```{parsed-literal}\nOne {cite:p}`a1`\n\n  two {cite:p}`a2`\n```",
    "spaces": "{cite:p}` a1 , a2 ` {cite:p}`{see\nalso} a3 {p. 1,\n2}`",
    "note-in-table": "| a |\n|---|\n| {cite:p}`a1{p. 1\\|2}` |\n",
}  # fmt: skip
HTML_OFF = {
    "comments-are-text": "<!-- {cite:p}`a1` -->\n\nTwo <!-- {cite:p}`a2` -->.",
    "tags-are-text": "<div>\n{cite:p}`a1`\n</div>",
}
RST = {
    "roles": "One :cite:p:`a1` and :cite:t:`{see}a2{p. 3},\na3`.\n\n`a4`:cite:p:\n\n``:cite:p:`no1```",
    "blocks": ".. :cite:p:`no1`\n\n.. note:: One :cite:p:`a1`\n\n   Two :cite:p:`a2`.\n\nText::\n\n"
    "   :cite:p:`no2`\n\n.. code-block:: rst\n\n   :cite:p:`no3`\n\n.. [1] Note :cite:p:`a3`\n\n"
    "..\n   :cite:p:`no4`\n\nThree [1]_ :cite:p:`a4`\n",
}  # fmt: skip

#: Where MyST is lines too late, by its own additions: a title, and a fence that follows at once.
LATER = {
    "admonition a1: 1",
    "code-caption a1: 2",
    "list-table a1: 1",
    "nested-at-once a1: 1",
    "table a1: 1",
    "versions a1: 2",
}

CONF = """
extensions = ["myst_parser", "sphinxcontrib.bibtex"]
bibtex_bibfiles = ["refs.bib"]
myst_enable_extensions = %r
myst_disable_syntax = %r
suppress_warnings = ["toc.not_included"]


def setup(app):
    from docutils import nodes
    from docutils.parsers.rst import directives
    from sphinx.util.docutils import SphinxDirective

    class Claim(SphinxDirective):
        required_arguments = 1
        has_content = True
        option_spec = dict.fromkeys(["rating", "sources", "note"], directives.unchanged)

        def run(self):
            role = self.env.get_domain("cite").role("p")
            keys = self.options.get("sources", "")
            cited, _messages = role("cite:p", keys, keys, self.lineno, self.state.inliner)
            note, _messages = self.parse_inline(self.options.get("note", ""))
            said = [nodes.paragraph("", "", *cited), nodes.paragraph("", "", *note)]
            return [*said, *self.parse_content_to_nodes()]

    app.add_directive("claim", Claim)
"""


def sphinx_citations(folder: Path, disable=()) -> dict[str, list[tuple[str, int]]]:
    """Each page's keys with the lines where Sphinx says that they are cited, in its order."""
    (folder / "conf.py").write_text(CONF % (ENABLED, list(disable)), encoding="utf-8")
    keys = [f"{name}{n}" for name in ("a", "no") for n in range(1, 5)]
    (folder / "refs.bib").write_text(
        "".join(
            f"@misc{{{key}, author={{A, B}}, title={{{key}}}, year={{2000}}}}\n" for key in keys
        )
    )
    (folder / "index.md").write_text("# Index\n")
    out = str(folder.with_name("out"))
    with docutils_namespace():
        app = Sphinx(str(folder), str(folder), out, out, "dummy", status=None, warning=StringIO())
        app.build()
        found: dict[str, list[tuple[str, int]]] = {}
        for page in app.env.found_docs:
            for node in app.env.get_doctree(page).findall(addnodes.pending_xref):
                if node["refdomain"] == "cite":
                    targets = parse_citation_targets(node["reftarget"])
                    line = get_node_line(node) or 0
                    found.setdefault(page, []).extend((each.key, line) for each in targets)
    return found


def write(folder: Path, chapters: dict[str, str], end: str) -> None:
    folder.mkdir()
    for name, text in chapters.items():
        (folder / f"{name}{end}").write_bytes(text.encode())


@pytest.mark.parametrize(
    ("chapters", "end", "disable"),
    [
        (CHAPTERS, ".md", ()),
        (HTML_OFF, ".md", ("html_block", "html_inline")),
        (RST, ".rst", ()),
    ],
    ids=["myst", "html-off", "rst"],
)
def test_the_same_is_cited_as_sphinx_says(tmp_path, chapters, end, disable):
    folder = tmp_path / "book"
    write(folder, chapters, end)
    theirs = sphinx_citations(folder, disable)
    syntax = replace(SYNTAX, disable=frozenset(disable))
    read = {
        chapter.file.removesuffix(end): chapter
        for chapter in read_chapters(folder, [f"*{end}"], syntax=syntax)
    }
    ours = {name: [c.key for c in read[name].citations] for name in chapters}
    assert ours == {name: [key for key, _line in theirs.get(name, ())] for name in chapters}
    later = set()
    for name, text in chapters.items():
        lines = text.replace("\r\n", "\n").split("\n")
        for citation, (key, line) in zip(read[name].citations, theirs.get(name, ()), strict=True):
            # Ours is the line where the role begins; Sphinx's, that of its block or directive.
            if line > citation.line:
                later.add(f"{name} {key}: {line - citation.line}")
            begun = "\n".join(lines[citation.line - 1 : citation.line + 2])
            assert key in begun, (name, key)
    assert later == (LATER if chapters is CHAPTERS else set())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One\ntwo {cite:p}`a,\nb` three\n{cite:t}`c`", [("a", 2), ("b", 2), ("c", 4)]),
        ("`x\ny` [{cite:p}`a`](u \"t\nt\") {cite:p}`b`\n*{cite:p}`c`*", [("a", 2), ("b", 3), ("c", 4)]),
        ("- x\n\n  ```{note}\n  :class: y\n\n  z\n  {cite:p}`a`\n  ```", [("a", 7)]),
        ("::::{note} A\n{cite:p}`a`\n:::{tip}\n---\nclass: x\n---\n{cite:p}`b`\n:::\n::::", [("a", 2), ("b", 7)]),
        (":::{claim} x\n---\nsources: >-\n  a,\n  b\n---\n{cite:p}`c`\n:::", [("a", 4), ("b", 5), ("c", 7)]),
        ("| x |\n|---|\n| y |\n| {cite:p}`a` |", [("a", 4)]),
        ("Term\n: One\n  {cite:p}`a`", [("a", 3)]),
        ("```{csv-table}\na\n\"b\n{cite:p}`a`\"\n{cite:p}`b`\n```", [("a", 4), ("b", 5)]),
        ("```{eval-rst}\nx\n:cite:p:`a`\n```", [("a", 3)]),
    ],
)  # fmt: skip
def test_the_line_is_that_of_the_role(text: str, expected: list[tuple[str, int]]):
    found = read_text(text, "x.md", SYNTAX).citations
    assert [(citation.key, citation.line) for citation in found] == expected


def test_roles_know_where_they_stand():
    text = (
        "# {cite:p}`a`\n\n```{figure} x.png\n\n{cite:p}`b`\n\n{cite:p}`c`\n```\n\n"
        ":::{table} {cite:p}`d`\n:::\n\n:::{note} {cite:p}`e`\n:::\n"
    )
    roles = read_text(text, "x.md", SYNTAX).roles
    assert [role.place for role in roles] == ["heading", "caption", "", "title", ""]


def test_prose_keeps_its_lines_without_roles_and_code():
    text = "One {cite:p}`a,\nb` @c `@d\n@e` \\@f\n<me@x.org> https://x.org/@g <b title='@h'> @i"
    assert read_text(text, "x.md").prose == [Prose("One \n @c \n \\@f\n https://x.org/@g  @i", 1)]


def test_a_directive_of_code_can_be_named():
    text = "```{plot}\n{cite:p}`a`\n```\n```{mine}\n{cite:p}`b`\n```\n"
    assert [c.key for c in read_text(text, "x.md").citations] == ["b"]
    assert read_text(text, "x.md", Syntax(code_directives=frozenset({"mine"}))).citations == []


def test_a_file_that_is_not_utf8_is_said_so(tmp_path: Path):
    (tmp_path / "x.md").write_bytes(b"{cite:p}`a` caf\xe9")
    assert read_chapters(tmp_path, ["*.md"]) == [Chapter("x.md", bad_byte=0xE9)]


@pytest.mark.parametrize(
    ("patterns", "exclude", "expected"),
    [
        (["**/*.md"], [], ["_build/b.md", "a.md", "docs/c.md", "docs/old/d.md"]),
        (["**/*.md"], ["_build", "docs/old"], ["a.md", "docs/c.md"]),
        (["*.md"], [], ["a.md"]),
        (["docs/*.md", "a.m?"], [], ["a.md", "docs/c.md"]),
        (["docs/**"], ["d.*"], ["docs/c.md", "docs/e.txt"]),
        ([], [], []),
    ],
)
def test_which_files_are_chapters(tmp_path: Path, patterns, exclude, expected):
    for name in ("a.md", "_build/b.md", "docs/c.md", "docs/old/d.md", "docs/e.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert sorted(find(tmp_path, patterns, exclude)) == expected


def theirs(content: str) -> Targets | None:
    """What sphinxcontrib-bibtex reads; nothing if it refuses."""
    try:
        targets = list(parse_citation_targets(content))
    except ValueError:
        return None
    before = [each.pre for each in targets if each.pre]
    after = [each.post for each in targets if each.post]
    return Targets([each.key for each in targets], before, after, wrong=False)


keys = st.text(alphabet="ab1-:. ", min_size=1, max_size=6)
notes = st.just("") | st.text(alphabet="ab1-:. \n", max_size=6).map("{{{}}}".format)
parts = st.builds("{}{}{}".format, notes, keys, notes)


@given(st.lists(parts, max_size=4).map(",".join) | st.text(alphabet="{}, ab\n", max_size=12))
def test_the_inside_of_a_role_is_read_as_by_the_extension(content: str):
    ours = split_role(content)
    assert (None if ours.wrong else ours) == theirs(content)


def test_generated_roles_are_sound_often_enough():
    """The comparison above is no comparison of refusals alone."""
    seen: list[bool] = []

    @given(st.lists(parts, max_size=4).map(",".join))
    def count(content: str) -> None:
        seen.append(theirs(content) is not None)

    count()
    assert sum(seen) > len(seen) / 10


@given(st.text(alphabet="{}`:@[]()<>!-|\n \t\\#*_cite:p,a1~%$^", max_size=120))
def test_any_text_is_read(text: str):
    syntax = Syntax(SYNTAX.enable, frozenset(), SYNTAX.key_options)
    last = text.count("\n") + 1
    for end in (".md", ".rst"):
        chapter = read_text(text, f"x{end}", syntax)
        lines = [each.line for each in (*chapter.citations, *chapter.roles, *chapter.prose)]
        assert all(1 <= line <= last for line in lines)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n\n```\nb\n```\n\n~~~~ md\nc\n~~~\n", [(7, "~~~~ md")]),
        ("a\n\n```{code-block} python\nb\n", [(3, "```{code-block} python")]),
        ("```python", [(1, "```python")]),
        ("> ```\n> a\n\nb\n", [(1, "```")]),
        ("::::{note}\n:::{tip}\na\n::::\n", [(2, ":::{tip}")]),
        (":::{note}\n```\na\n```\n:::\n", []),
        ("```\n```\n", []),
        ("- ```\n  a\n  ```\n- b\n", []),
        ("````\n```\n````\n", []),
        ("a ``` b\n", []),
    ],
)
def test_fences_that_nothing_closes(text: str, expected: list[tuple[int, str]]):
    assert read_text(text, "x.md", SYNTAX).open_fences == expected
