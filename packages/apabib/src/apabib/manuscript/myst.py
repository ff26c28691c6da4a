"""Markdown chapters, read by markdown-it-py with the plugins and settings that MyST uses.

The parser of MyST itself (``myst_parser.parsers.mdit``) needs docutils and Sphinx, and takes as
long to load as a whole check may last; a test builds awkward chapters with it and compares.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import make_fence_rule
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from apabib.manuscript.chapters import (
    CAPTION,
    HEADING,
    TITLE,
    Chapter,
    Citation,
    Prose,
    Role,
    Syntax,
)
from apabib.manuscript.options import Body, Option, split_options
from apabib.manuscript.rst import CODE, read_rst
from apabib.text.fold import words

#: Directives without an argument: text behind their name is the first line of their body.
_NO_ARGUMENT = words(
    "attention caution danger error hint important note tip warning seealso epigraph highlights"
    " pull-quote compound parsed-literal line-block versionadded versionchanged deprecated"
    " versionremoved"
)
#: Directives whose body has citations in it, but no Markdown blocks.
_INLINE = frozenset({"parsed-literal", "line-block"})
#: The natbib commands that some write as roles.
_NATBIB = words("citep citet citealt citealp citeauthor citeyear citeyearpar citetitle")
_ROLE = re.compile(r"\{([a-zA-Z0-9_\-+:]+)\}(`+)")
_PARSERS: dict[Syntax, MarkdownIt] = {}


class _PlacedState(StateInline):
    """Text while it is parsed. Its tokens keep their offset, which markdown-it-py throws away."""

    def push(self, ttype: str, tag: str, nesting: Any) -> Token:
        token = super().push(ttype, tag, nesting)
        token.map = [self.pos, self.pos]
        return token

    def pushPending(self) -> Token:
        token = super().pushPending()
        token.map = [self.pos, self.pos]  # behind the text, in its line
        return token


class _PlacedInline(ParserInline):
    def parse(
        self, src: str, md: MarkdownIt, env: MutableMapping[str, Any], tokens: list[Token]
    ) -> list[Token]:
        state = _PlacedState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def _role(state: StateInline, silent: bool) -> bool:
    """A role, as ``mdit_py_plugins.myst_role`` reads it.

    That rule copies the rest of the text at each brace, which takes the square of a text's length.
    """
    name = _ROLE.match(state.src, state.pos)
    if not name:
        return False
    ticks, start = name[2], name.end()
    # An empty role is none: the first character is content, whatever it is.
    end = state.src.find(ticks, start + 1)
    if end < 0:
        return False
    if not silent:
        token = state.push("myst_role", "", 0)
        token.meta = {"name": name[1]}
        token.content = state.src[start:end].replace("\n", " ")
    state.pos = end + len(ticks)
    return True


def is_telling(text: str) -> bool:
    """Whether a text may hold a citation, or what was meant as one."""
    return "@" in text or "cite" in text.lower()


def _telling_inline(state: StateCore) -> None:
    """The rule "inline" for text that may cite; the rest of a chapter is most of the time."""
    for token in state.tokens:
        if token.type == "inline" and is_telling(token.content):
            token.children = state.md.inline.parse(token.content, state.md, state.env, [])


def parser(syntax: Syntax) -> MarkdownIt:
    """The parser as MyST makes it, without what only changes how text is printed."""
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.front_matter import front_matter_plugin
    from mdit_py_plugins.myst_blocks import myst_block_plugin

    md = MarkdownIt("commonmark")
    md.inline = _PlacedInline()
    md.configure("commonmark")
    md.enable("table")
    md.use(front_matter_plugin).use(myst_block_plugin)
    md.inline.ruler.before("backticks", "myst_role", _role)
    md.use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
    on = syntax.enable
    if "strikethrough" in on:
        md.enable("strikethrough")
    if "dollarmath" in on:
        from mdit_py_plugins.dollarmath import dollarmath_plugin

        md.use(dollarmath_plugin)
    if "colon_fence" in on:
        rule = make_fence_rule(markers=(":",), token_type="colon_fence", exact_match=False)
        ends = ["paragraph", "reference", "blockquote", "list", "footnote_def"]
        md.block.ruler.before("fence", "colon_fence", rule, {"alt": ends})
    if "amsmath" in on:
        from mdit_py_plugins.amsmath import amsmath_plugin

        md.use(amsmath_plugin)
    if "deflist" in on:
        from mdit_py_plugins.deflist import deflist_plugin

        md.use(deflist_plugin)
    if "fieldlist" in on:
        from mdit_py_plugins.field_list import fieldlist_plugin

        md.use(fieldlist_plugin)
    if "substitution" in on:
        from mdit_py_plugins.substitution import substitution_plugin

        md.use(substitution_plugin)
    if "attrs_inline" in on or "attrs_block" in on:
        from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin

        if "attrs_inline" in on:
            after = ("image", "code_inline", "link_close", "span_close")
            md.use(attrs_plugin, after=after, spans=True, span_after="footnote_ref")
        if "attrs_block" in on:
            md.use(attrs_block_plugin)
    md.disable(sorted(syntax.disable), True)
    md.core.ruler.at("inline", _telling_inline)
    # Escapes stay tokens of their own: an escaped sign is no markup.
    md.disable("text_join")
    return md


def read_myst(text: str, chapter: Chapter, syntax: Syntax) -> None:
    """Add what ``text`` cites, and what its prose holds, to ``chapter``."""
    if syntax not in _PARSERS:
        _PARSERS[syntax] = parser(syntax)
    _Reader(_PARSERS[syntax], chapter, syntax).blocks(text, 0)


def _is_open(token: Token) -> bool:
    """Whether a fence has no closing line: then it has as many lines as its content, and one."""
    inside = token.content.count("\n") + (not token.content.endswith("\n") and token.content != "")
    return token.map is not None and token.map[1] - token.map[0] == inside + 1


class _Reader:
    """One chapter while it is read. Lines count from 0 here, and ``above`` is the lines before."""

    def __init__(self, md: MarkdownIt, chapter: Chapter, syntax: Syntax) -> None:
        self.md = md
        self.chapter = chapter
        self.code = CODE | syntax.code_directives
        self.key_options = syntax.key_options
        self.text_options = syntax.text_options
        read = syntax.key_options | syntax.text_options
        self.with_options = frozenset(each.partition(".")[0] for each in read)
        self.env: dict[str, Any] = {}

    def blocks(self, text: str, above: int, *, captioned: bool = False) -> None:
        """Read Markdown blocks; ``captioned``: the first, if a paragraph, is a caption."""
        place = ""
        line = above
        for at, token in enumerate(self.md.parse(text, self.env)):
            if token.map:
                line = above + token.map[0]
            match token.type:
                case "heading_open":
                    place = HEADING
                case "paragraph_open" if captioned and at == 0:
                    place = CAPTION
                case "heading_close" | "paragraph_close":
                    place = ""
                case "inline":
                    self.inline(token, line, place)
                case "fence" | "colon_fence":
                    self.fence(token, line)

    def fence(self, token: Token, line: int) -> None:
        """A directive, a division of the page, or code."""
        if _is_open(token):
            self.chapter.open_fences.append((line + 1, f"{token.markup}{token.info}".strip()))
        name, _space, argument = token.info.strip().partition(" ")
        if name == "{eval-rst}" and token.type == "fence":
            read_rst(token.content, self.chapter, line + 1)
        elif name.startswith("{") and name.endswith("}"):
            self.directive(name[1:-1].lower(), argument.strip(), token.content, line)
        elif token.type == "colon_fence":
            self.blocks(token.content, line + 1)

    def directive(self, name: str, argument: str, content: str, line: int) -> None:
        body = split_options(content)
        self.options(name, body, line)
        if name in self.code:
            return
        lines, above = body.lines, line + 1 + body.skipped
        if argument and name in _NO_ARGUMENT and not body.skipped:
            lines, above = [argument, *lines], line
        elif argument:
            self.text(argument, line, "" if name in _NO_ARGUMENT else TITLE)
        if name == "glossary":  # it takes the indentation away itself
            lines = [each.lstrip() for each in lines]
        if name == "csv-table":
            self.csv(lines, above)
        elif name in _INLINE:
            self.text("\n".join(lines), above, "")
        else:
            self.blocks("\n".join(lines), above, captioned=name == "figure")

    def options(self, name: str, body: Body, line: int) -> None:
        """Keys in an option of keys; citations in an option of text; the caption of code."""
        if name not in self.with_options and "caption" not in body.block:
            return
        for option in body.options():
            at = line + 1 + option.line
            if f"{name}.{option.name}" in self.key_options:
                self.keys(name, option, at, "\n".join(body.lines))
            elif f"{name}.{option.name}" in self.text_options:
                self.text(option.value, at, "")
            elif option.name == "caption":
                self.text(option.value, at, CAPTION)

    def keys(self, name: str, option: Option, line: int, context: str) -> None:
        start = 0
        for key in filter(None, (part.strip() for part in option.value.split(","))):
            start = max(start, option.source.find(key, start))
            at = line + option.source.count("\n", 0, start)
            citation = Citation(key, self.chapter.file, at + 1, name, context)
            self.chapter.citations.append(citation)
            start += 1

    def csv(self, lines: list[str], above: int) -> None:
        import csv

        rows = csv.reader([f"{each}\n" for each in lines], skipinitialspace=True)
        start = 0
        try:
            for row in rows:
                for cell in row:
                    self.blocks(cell, above + start)
                start = rows.line_num
        except csv.Error:
            return  # docutils shows an error in its place

    def text(self, text: str, line: int, place: str) -> None:
        """Read text without blocks."""
        for token in self.md.parseInline(text, self.env):
            self.inline(token, line, place)

    def inline(self, token: Token, line: int, place: str) -> None:
        source = token.content
        bare: list[str] = []
        at = offset = 0  # the line, counted as far as this
        is_address = False
        for child in token.children or ():
            if child.map and child.map[0] > offset:
                below = source.count("\n", offset, child.map[0])
                bare.append("\n" * below)
                at, offset = at + below, child.map[0]
            match child.type:
                case "myst_role":
                    self.role(child, line + at, place, source)
                case "text" if not is_address:
                    bare.append(child.content)
                case "text_special":
                    bare.append(child.markup)
                case "link_open" if child.markup == "autolink":
                    is_address = True
                case "link_close":
                    is_address = False
        text = "".join(bare)
        if is_telling(text):
            self.chapter.prose.append(Prose(text, line + 1))

    def role(self, token: Token, line: int, place: str, context: str) -> None:
        name = str(token.meta["name"])
        domain = name.lower().partition(":")[0]
        if domain == "cite" or name in _NATBIB:
            self.chapter.add_role(Role(name, token.content, line + 1, place, context))
