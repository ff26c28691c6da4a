"""Pages are read with the syntax that the book has, whatever a page asks for.

Touches myst-parser 5.2 in two places, each with a test of its name in ``test_gate_syntax.py``:
``MystParser.parse`` without ``merge_file_level`` (``test_page_cannot_change_what_myst_reads``), and
the renderer's one door for texts, for directives and for roles.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.parsers.rst import directives, roles
from myst_parser.mdit_to_docutils.base import token_line
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.directives import MarkupError, parse_directive_text
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.parsers.sphinx_ import MystParser

from extensions.gate import frontmatter, tokens
from extensions.gate.allowed import (
    CLASSES,
    DEEPEST_DIRECTIVE,
    DIRECTIVES,
    MOST_LABELS,
    MOST_ROLES,
    MOST_TOKENS,
    OPTIONS,
    OWN,
    OWN_ROLES,
    ROLES,
)
from extensions.gate.report import refuse

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token
    from markdown_it.tree import SyntaxTreeNode


class BookRenderer(SphinxRenderer):
    """MyST's renderer, which refuses what is not on the list."""

    depth = 0
    count = 0
    labels = 0

    def __init__(self, parser: MarkdownIt) -> None:
        super().__init__(parser)
        self.roles: Counter[str] = Counter()

    def refuse(self, code: str, message: str, line: int) -> None:
        """Warn of something in the text that is read now."""
        refuse(self.sphinx_env, code, message, self.document["source"], line)

    def _render_tokens(self, tokens_: list[Token]) -> None:
        """A text, also one in a directive; nothing of it is rendered if something is refused."""
        problems = list(tokens.problems(tokens_, self.count))
        self.count += tokens.count(tokens_)
        labels = tokens.labels(tokens_)
        self.labels += len(labels)
        if labels and self.labels > MOST_LABELS:
            problems.append((labels[-1], f"the page has more than {MOST_LABELS} labels: split it"))
        for line, message in problems:
            self.refuse("syntax", message, line)
        if not problems and self.count <= MOST_TOKENS:
            super()._render_tokens(tokens_)

    def render_front_matter(self, token: SyntaxTreeNode) -> None:
        """Also of a translation, which MyST takes for a page of its own."""
        env, source = self.sphinx_env, self.document["source"]
        path = env.doc2path(env.docname, base=False).as_posix()
        for number, line in enumerate(token.content.split("\n"), 2):
            message = frontmatter.problem(path, line)
            if message or source != str(env.doc2path(env.docname)):
                self.refuse("front-matter", message or "take it out", number)
                return
        super().render_front_matter(token)

    def render_restructuredtext(self, token: SyntaxTreeNode) -> None:
        """``eval-rst``, which goes by another door than directives."""
        self.refuse("directive", self.directive_problem("eval-rst", "", ""), token_line(token, 0))

    def run_directive(
        self,
        name: str,
        first_line: str,
        content: str,
        position: int,
        additional_options: dict[str, str] | None = None,
        *,
        block_text: str | None = None,
    ) -> list[nodes.Element]:
        """A directive, unless it or an option of it is not on the list."""
        message = self.directive_problem(name, first_line, content)
        if not message and self.depth >= DEEPEST_DIRECTIVE:
            message = f"more than {DEEPEST_DIRECTIVE} directives in each other: take some out"
        if message:
            self.refuse("directive", message, position)
            return [nodes.comment()]  # or what it stands in finds fault with nothing
        self.depth += 1
        try:
            return super().run_directive(
                name, first_line, content, position, additional_options, block_text=block_text
            )
        except Exception as error:  # docutils expects that what is in a figure is something
            self.refuse("directive", f"this {name} cannot be read ({error}): mend it", position)
            return []
        finally:
            self.depth -= 1

    def directive_problem(self, name: str, first_line: str, content: str) -> str:
        """What is wrong with a directive, and what to do; empty if nothing is."""
        name = name.lower()
        found, _ = directives.directive(name, self.language_module_rst, self.document)
        known = DIRECTIVES.get(name, frozenset())
        own = found is not None and found.__module__.startswith(OWN)
        if not own and name not in DIRECTIVES:
            return (
                f"the directive “{name[:40]}” is not allowed: use one of the book"
                f" ({', '.join(sorted(DIRECTIVES))}, case, or claim), or take it out"
            )
        if found is None:
            return ""  # MyST says so
        try:
            parsed = parse_directive_text(found, first_line, content, validate_options=False)
        except MarkupError:
            return ""  # as above
        for option, value in parsed.options.items():
            # A directive on the list may be the book's: it then has more, and still not all.
            if (known or not own) and option not in known:
                return f"the option “{option}” of {name} is not allowed: take it out"
            if option in ("class", "figclass"):
                for given in str(value).split():
                    if not CLASSES.fullmatch(given):
                        return f"the class “{given[:40]}” is not allowed: take it out"
            elif option in OPTIONS and not OPTIONS[option].fullmatch(str(value or "").strip()):
                return f"{option} cannot be “{str(value)[:40]}”: choose another"
        return ""

    def render_myst_role(self, token: SyntaxTreeNode) -> None:
        """A role, unless it is not on the list."""
        name, line = token.meta["name"].lower(), token_line(token, 0)
        found, _ = roles.role(name, self.language_module_rst, line, self.reporter)
        own = found is not None and type(found).__module__.startswith(OWN)
        if own or name.startswith(OWN_ROLES) or name in ROLES:
            self.roles[name] += 1
            most = MOST_ROLES.get(name, MOST_TOKENS)
            if self.roles[name] <= most:
                try:
                    super().render_myst_role(token)
                except Exception as error:  # Sphinx's index knows kinds of entries that it has not
                    self.refuse("role", f"this {name} cannot be read ({error}): mend it", line)
            else:
                self.refuse("role", f"the page has more than {most} times {name}: split it", line)
        else:
            message = (
                f"the role “{name[:40]}” is not allowed: use one of the book (cite:p, cite:t,"
                f" {', '.join(sorted(ROLES))}), or take it out"
            )
            self.refuse("role", message, line)


class BookParser(MystParser):
    """MyST's parser, for which a page cannot change the settings of ``conf.py``."""

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Parse *inputstring*, a page or a translated message, into *document*."""
        parser = create_md_parser(document.settings.env.myst_config, BookRenderer)
        parser.options["document"] = document
        parser.render(inputstring)
