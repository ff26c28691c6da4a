"""The style sheets and the scripts of a page, merged into one of each, without what nobody reads.

Every feature brings a style sheet and a script of its own (``extensions.frame.add_feature``). Each
is a request, and a phone waits for the style sheets before it draws. So what all pages share is
made into ``_static/all-<digest>.css`` and ``.js``, in the same order. Style sheets lose comments
and blanks (rcssmin), scripts the lines that are a comment: rjsmin takes blanks out of texts, too
(template literals), and what is sent is packed anyway. A name with the digest of its content may be
kept for ever; see ``deploy/``.

- What only some pages have (a script of the search), or with conditions (``media``, ``async``), or
  what imports others stays as it is.
- A script that fails does not take those behind it along: each that stands in a function of its own
  is tried by itself.
- The colors of code come only to pages with code.

===================  =======  ================================================================
Setting              Default  Meaning
===================  =======  ================================================================
html_merged_without  ``[]``   files in ``_static`` that no page needs:
                              ``["styles/furo-extensions.css"]``
===================  =======  ================================================================

Touches ``StandaloneHTMLBuilder._orig_css_files`` and ``_orig_js_files`` (Sphinx 9.0), which say
what all pages share. Can go when Sphinx tells that (``test_sphinx_keeps_what_all_pages_share``).
"""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path, PurePosixPath
from posixpath import join, normpath
from typing import TYPE_CHECKING, Any, Protocol

import rcssmin
from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.html._assets import _CascadingStyleSheet, _JavaScript

from extensions.frame import is_framed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

STATIC = "_static/"
CODE = "pygments.css"
#: The names of merged files.
MERGED = "all-{}"
#: What a style sheet or script may have for an attribute, and be merged.
PLAIN = {"rel": "stylesheet", "type": "text/css", "defer": "defer"}
#: An address in a style sheet that is seen from its folder; quotes stay.
ADDRESS = re.compile(r"""(url\(\s*['"]?)(?!data:|#|/|[a-z]+://)([^'")\s]+)""")
#: A line that is a comment, such as where the source of a script is, which no site has.
COMMENT = re.compile(r"^[ \t]*//.*\n?", re.M)
#: What has to stand at the head of a style sheet.
HEAD = re.compile(r"@(import|charset|namespace)\b")
#: A script that gives no names to others: a function that is called at once, or the Dutch of
#: Sphinx's scripts, which cannot be read under a strict Content-Security-Policy (``new Function``).
ALONE = re.compile(
    r"(\s*//[^\n]*\n|\s*/\*.*?\*/)*\s*(\((\(\) ?=>|function ?\()|Documentation\.addTranslations\()"
    r".*\)[;\s]*",
    re.S,
)


class File(Protocol):
    """A style sheet or a script, as Sphinx holds it."""

    filename: str
    priority: int
    attributes: dict[str, str]


def path_of(file: File) -> str:
    """Where it is, without the sum that furo puts behind it."""
    return str(file.filename).partition("?")[0]


def is_plain(file: File, folder: Path) -> bool:
    """Whether it is a file of the site, for every reader and screen, that imports no other."""
    name = path_of(file)
    return (
        name.startswith(STATIC)
        and all(PLAIN.get(key) == value for key, value in file.attributes.items())
        and (folder / name).is_file()
        and not (name.endswith(".css") and HEAD.search((folder / name).read_text("utf-8")))
    )


def style(name: str, text: str) -> str:
    """A style sheet as it reads in ``_static/``, short."""
    folder = str(PurePosixPath(name.removeprefix(STATIC)).parent)
    text = ADDRESS.sub(lambda found: found[1] + normpath(join(folder, found[2])), text)
    return str(rcssmin.cssmin(text, keep_bang_comments=True))


def script(name: str, text: str) -> str:
    """A script; what one of its own errors ends is only itself."""
    whole = COMMENT.sub("", text).strip()
    if ALONE.fullmatch(whole):
        return f"try{{{whole}\n}}catch(error){{reportError(error)}}"
    return f"{whole}\n;"


class Merger:
    """What was merged in a build: the names of the files -> that of the one."""

    def __init__(self) -> None:
        self.made: dict[tuple[str, ...], str] = {}

    def begin(self, app: Sphinx) -> None:
        """Forget the last build of this process."""
        self.made.clear()

    def one(self, folder: Path, names: tuple[str, ...]) -> str:
        """The name of the file that is made of those with *names* in *folder*."""
        if names not in self.made:
            ending = PurePosixPath(names[0]).suffix
            shorten = style if ending == ".css" else script
            text = "\n".join(shorten(name, (folder / name).read_text("utf-8")) for name in names)
            name = STATIC + MERGED.format(sha256(text.encode()).hexdigest()[:10]) + ending
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
            self.made[names] = name
        return self.made[names]

    def merge(
        self,
        app: Sphinx,
        pagename: str,
        templatename: str,
        context: dict[str, Any],
        doctree: nodes.document | None,
    ) -> None:
        """Give a page one style sheet and one script, and what it alone has behind them."""
        builder = app.builder
        if not is_framed(app):
            return
        assert isinstance(builder, StandaloneHTMLBuilder)
        without = {STATIC + name for name in app.config.html_merged_without}
        if doctree is None or not any(doctree.findall(nodes.literal_block)):
            without.add(STATIC + CODE)
        shared = {id(file) for file in (*builder._orig_css_files, *builder._orig_js_files)}
        for key in ("css_files", "script_files"):
            files = sorted(context[key], key=lambda file: file.priority)
            files = [file for file in files if path_of(file) not in without]
            context[key] = self.merged(builder, files, shared)

    def merged(
        self, builder: StandaloneHTMLBuilder, files: Sequence[File], shared: set[int]
    ) -> list[File]:
        """*files* with one in the place of those that all pages share."""
        folder = Path(builder.outdir)
        together = [
            file
            for file in files
            if id(file) in shared and path_of(file) != STATIC + CODE and is_plain(file, folder)
        ]
        if len(together) < 2:
            return list(files)
        name = self.one(folder, tuple(map(path_of, together)))
        rest = [file for file in files if file not in together]
        first = together[0].priority
        whole: Any
        if name.endswith(".css"):
            whole = _CascadingStyleSheet(name, priority=first)
        else:
            # Scripts of one page, such as Sphinx's search, may stand in the page behind it.
            whole = _JavaScript(name, priority=first)
        return [whole, *rest]

    def tidy(self, app: Sphinx, exception: Exception | None) -> None:
        """Remove what older builds left, once every page names the new ones."""
        if exception is None and self.made:
            for path in old(Path(app.outdir, STATIC), self.made.values()):
                path.unlink()


def old(folder: Path, names: Iterable[str]) -> list[Path]:
    """The merged files in *folder* but for those with *names*."""
    kept = {PurePosixPath(name).name for name in names}
    return [path for path in folder.glob(MERGED.format("*")) if path.name not in kept]


def setup(app: Sphinx) -> ExtensionMetadata:
    merger = Merger()
    app.setup_extension("extensions.frame")
    app.setup_extension("sphinx_apa7.freshness")  # no page keeps an old name
    app.add_config_value("html_merged_without", [], "html", types=frozenset({list}))
    app.connect("builder-inited", merger.begin)
    app.connect("html-page-context", merger.merge, priority=900)  # after furo's, and features'
    app.connect("build-finished", merger.tidy)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
