"""Finding: passages, claims, terms, references, figures and sections, by the words of a student.

In the place of Sphinx's search, which finds pages only, knows no typing errors and drops numbers.

- While a page is written, its units are gathered (``units``); they are kept beside the pages.
- At the end all become one index and the texts in parts (``index``), as scripts: a page that was
  opened from a disk can read them, and a strict Content-Security-Policy lets them through.
- ``search.html?q=...`` looks up (``static/finding.js``) by MiniSearch, which is vendored in
  ``static/vendor/``; docs/finding.md compares it with others, and says how it was made.
- A result leads to its passage; ``static/marks.js`` marks the words there.
- Words that mean the same stand in ``synonyms/``, a file a language; the Dutch forms that the
  glossary gives are added by themselves. Stop words and stemmer are Sphinx's for the language.

No settings. Touches three insides of Sphinx; see ``without_sphinx_search``.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx import package_dir
from sphinx.locale import _
from sphinx.util.display import progress_message

from extensions.finding.index import Page, files, script
from extensions.finding.units import Unit, units_of
from extensions.finding.words import Terms, language_of
from extensions.frame import add_feature, add_templates, is_framed
from extensions.kept import keep, load
from extensions.unchanged import state
from sphinx_apa7 import book_domain
from sphinx_apa7.freshness import code_of
from sphinx_apa7.order import book_order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

HERE = Path(__file__).parent
#: In the folder of the output: the units of each page as it was last written.
UNITS = ".units.json"
#: Beside the doctrees: words that were stemmed.
STEMS = "stems.json"
#: The scripts of Sphinx's search, which no page has any more.
SPHINX_SEARCH = ("searchtools.js", "language_data.js")
SPHINX_SCRIPTS = (
    "documentation_options.js", "doctools.js", "sphinx_highlight.js", "translations.js",
)  # fmt: skip
STEMMERS = Path(package_dir, "search", "minified-js")


class Finding:
    """What one build finds in the pages that it writes."""

    def __init__(self) -> None:
        self.pages: dict[str, list[Unit]] = {}
        self.before: dict[str, Any] = {}
        self.stemmers: list[str] = []
        self.stemmer = ""

    # -- Before pages are read -----------------------------------------------------------

    def begin(self, app: Sphinx) -> None:
        """Bring in scripts and styles."""
        if not is_framed(app):
            return
        language = language_of(app.config.html_search_language or app.config.language)
        raw = language.js_stemmer_rawcode
        self.stemmer = f"{language.language_name}Stemmer" if raw else ""
        self.stemmers = ["base-stemmer.js", raw] if raw else []
        app.config.html_static_path += [str(STEMMERS / name) for name in self.stemmers]
        add_feature(
            app,
            HERE / "static",
            style="finding.css",
            script="marks.js",
            words=words(),
        )
        add_templates(app, HERE / "templates")
        without_sphinx_search(app)
        app.config.html_additional_pages = {
            **app.config.html_additional_pages,
            "search": "finding.html",
        }

    # -- Pages that are written ------------------------------------------------------------

    def missing(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Pages whose units nobody kept, to be written again."""
        if not is_framed(app):
            return []
        self.before = read_units(app)
        self.pages = {
            name: [Unit(*unit) for unit in units]
            for name, units in self.before.get("pages", {}).items()
            if name in env.all_docs
        }
        return sorted(env.all_docs.keys() - self.pages.keys())

    def gather(self, app: Sphinx, document: nodes.document, docname: str) -> None:
        """The units of a page that is written."""
        if is_framed(app):
            self.pages[docname] = units_of(app.env, docname, document)

    # -- When all are written ----------------------------------------------------------------

    def finish(self, app: Sphinx, exception: Exception | None) -> None:
        """Write the index, unless it would be the same."""
        if exception is not None or not is_framed(app):
            return
        for name in (*SPHINX_SEARCH, *SPHINX_SCRIPTS):
            Path(app.outdir, "_static", name).unlink(missing_ok=True)
        folder = Path(app.outdir, "_static", "data")
        made_of = f"{code_of(app.env)} {book_order(app.env)} {synonym_lines(app)}"
        if self.before == {
            "made_of": made_of,
            "files": states(folder),
            "pages": as_kept(self.pages),
        }:
            return
        with progress_message("writing what is found"):
            write_files(folder, self.index(app))
        value = {"made_of": made_of, "files": states(folder), "pages": self.pages}
        Path(app.outdir, UNITS).write_text(json.dumps(value, ensure_ascii=False), "utf-8")

    def index(self, app: Sphinx) -> dict[str, object]:
        """The files of the index, by name; the stems of their words are kept."""
        language = language_of(app.config.html_search_language or app.config.language)
        made_by = f"{type(language).__qualname__} {code_of(app.env)}"
        stems = load(Path(app.doctreedir, STEMS), made_by)
        known = len(stems)
        terms = Terms(language, stems)
        whole = set(book_domain(app.env).whole_lists) if "cite" in app.env.domaindata else set()
        order = [name for name in book_order(app.env) if name in self.pages]
        order += sorted(self.pages.keys() - set(order))
        pages = [
            Page(app.builder.get_target_uri(name), self.pages[name], name in whole)
            for name in order
        ]
        groups = [
            [" ".join(terms.of(words)) for words in line.split("=")] for line in synonym_lines(app)
        ]
        made = files(pages, terms, [[one for one in group if one] for group in groups])
        if len(stems) > known:
            keep(Path(app.doctreedir, STEMS), made_by, stems)
        return made

    def complete(
        self,
        app: Sphinx,
        pagename: str,
        templatename: str,
        context: dict[str, Any],
        doctree: nodes.document | None,
    ) -> None:
        """Tell every page that there is a page of the search, and that page its scripts."""
        if not is_framed(app):
            return
        has = context["hasdoc"]
        context["hasdoc"] = lambda name: name == "search" or has(name)
        if pagename == "search":
            context["finding_stemmers"] = self.stemmers
            context["finding_stemmer"] = self.stemmer


def words() -> dict[str, str]:
    """What the scripts say."""
    return {
        "findingYours": _("Your search"),
        "findingBack": _("Back to the results"),
        "findingHide": _("Hide marks"),
        "findingBusy": _("Searching …"),
        "findingFailed": _("The index of the search could not be read. Load the page again."),
        "findingNone": _("Nothing was found for “{question}”."),
        "findingOne": _("One place was found."),
        "findingMany": _("{count} places were found."),
        "findingMore": _("Show more"),
        "findingBest": _("Best matches"),
        "findingKind_p": _("Passage"),
        "findingKind_c": _("Claim"),
        "findingKind_t": _("Term"),
        "findingKind_r": _("Reference"),
        "findingKind_f": _("Figure or table"),
        "findingKind_s": _("Section"),
        "findingGroup_p": _("Passages"),
        "findingGroup_c": _("Claims"),
        "findingGroup_t": _("Terms"),
        "findingGroup_r": _("From the references"),
        "findingGroup_f": _("Figures and tables"),
        "findingGroup_s": _("Sections"),
    }


def without_sphinx_search(app: Sphinx) -> None:
    """Have Sphinx make no index and no page of the search, and no page read its scripts.

    ``search`` is the switch that builders of help files use. ``_js_files`` has no other door
    (no issue found, reported nowhere): of the three scripts that Sphinx gives every page, one marks
    words found by its search and the others serve that one. ``basic`` brings the rest as static
    files of the theme, which ``Finding.finish`` removes. ``test_no_page_reads_sphinx_search``.
    """
    builder: StandaloneHTMLBuilder = app.builder  # type: ignore[assignment]
    builder.search = False
    builder._js_files[:] = [
        one for one in builder._js_files if Path(str(one.filename)).name not in SPHINX_SCRIPTS
    ]


def synonym_lines(app: Sphinx) -> list[str]:
    """Groups of words that mean the same: those of the file, and the forms of the word list."""
    language = (app.config.html_search_language or app.config.language).partition("_")[0]
    file = HERE / "synonyms" / f"{language}.txt"
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    given = [line for line in lines if line.strip() and not line.startswith("#")]
    forms: dict[str, list[str]] = {}
    for found in app.env.domaindata.get("words", {}).get("forms", {}).values():
        for form in found:
            if form.word.casefold() != form.term.casefold():
                forms.setdefault(form.term, []).append(form.word)
    return given + [" = ".join([term, *words]) for term, words in sorted(forms.items())]


def read_units(app: Sphinx) -> dict[str, Any]:
    """What ``Finding.finish`` kept; nothing for a new output, or where it is damaged."""
    try:
        kept = json.loads(Path(app.outdir, UNITS).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    whole = isinstance(kept, dict) and kept.keys() == {"made_of", "files", "pages"}
    return kept if whole and isinstance(kept["pages"], dict) else {}


def as_kept(pages: dict[str, list[Unit]]) -> dict[str, list[list[Any]]]:
    """Units as JSON gives them back."""
    return {name: [list(unit) for unit in units] for name, units in pages.items()}


def states(folder: Path) -> dict[str, list[int]]:
    """Every file of the index: its size and time."""
    found = [folder / "finding.js", *sorted((folder / "finding").glob("*.js"))]
    return {path.name: state(path) for path in found}


def write_files(folder: Path, made: dict[str, object]) -> None:
    """Write the files, and remove the parts of an older index."""
    for path in (folder / "finding").glob("*.js"):
        if f"finding/{path.stem}" not in made:
            path.unlink()
    for name, text in scripts(made):
        path = folder / f"{name}.js"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def scripts(made: dict[str, object]) -> Iterator[tuple[str, str]]:
    """Names and texts of the files."""
    return ((name, script(name, value)) for name, value in made.items())


def setup(app: Sphinx) -> ExtensionMetadata:
    finding = Finding()
    app.setup_extension("extensions.frame")
    app.connect("builder-inited", finding.begin)
    app.connect("env-get-updated", finding.missing, priority=950)
    app.connect("doctree-resolved", finding.gather, priority=900)
    app.connect("html-page-context", finding.complete, priority=400)
    app.connect(
        "build-finished", finding.finish, priority=300
    )  # before the gate looks at all files
    return {"parallel_read_safe": True, "parallel_write_safe": True}
