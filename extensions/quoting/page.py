"""What a reader sees of it: two links below the title, and what they open at the foot."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from sphinx.locale import _

from extensions.quoting.citation import FILES, LABELS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extensions.quoting.citation import Cited

#: Ids in the page: of the disclosure, of what it holds, and of the list of files.
BOX, HERE, LISTS = "quoting", "quoting-here", "quoting-references"


def question(*, whole: bool, chapter: bool) -> str:
    """What the disclosure is called."""
    if whole:
        return _("Cite this book")
    return _("Cite this chapter") if chapter else _("Cite this page")


def links(heading: str, lists: bool) -> str:
    """The line below the title. Its targets are within the disclosure, which then opens (HTML,
    4.11.1: ancestor details revealing algorithm), also without a script."""
    taken = f' <a href="#{LISTS}">{escape(_("Take the references"))}</a>' if lists else ""
    return f'<p class="quoting-links"><a href="#{HERE}">{escape(heading)}</a>{taken}</p>'


def below_title(body: str, line: str) -> str:
    """*body* with a *line* behind its first heading; in front of all without one."""
    before, end, after = body.partition("</h1>")
    return f"{before}{end}{line}{after}" if end else f"{line}{body}"


def box(heading: str, cited: Cited, name: str, lists: Mapping[str, str]) -> str:
    """The disclosure: the citation in each form, and the files of references.

    *name* is how the files of the citation are called, without ending; *lists* has the name of a
    list of references and how its files are called, seen from the page.
    """
    apa = (
        f'<h3 id="quoting-apa">{escape(_("APA"))}</h3>'
        f'<p class="quoting-text" data-copy="quoting-apa">{cited.apa_html}</p>'
    )
    forms = "".join(
        f'<h3 id="quoting-{form}">{LABELS[form]}</h3>'
        f'<pre class="quoting-text" role="group" tabindex="0" '
        f'data-copy="quoting-{form}" aria-labelledby="quoting-{form}">'
        f"{escape(cited.formats[form].rstrip(), quote=False)}</pre>"
        f'<p class="quoting-file">{_file(f"{name}.citation.{ending}", _download(LABELS[form]))}</p>'
        for form, ending in FILES.items()
    )
    taken = ""
    if lists:
        rows = "".join(
            f"<li><span>{escape(label)}</span> {_files(where, label)}</li>"
            for label, where in lists.items()
        )
        taken = f'<h3 id="{LISTS}">{escape(_("References to take along"))}</h3><ul>{rows}</ul>'
    return (
        f'<details class="quoting" id="{BOX}"><summary><h2>{escape(heading)}</h2></summary>'
        f'<div id="{HERE}">{apa}{forms}{taken}</div></details>'
    )


def _download(label: str) -> str:
    return _("Download as {format}").format(format=label)


def _files(where: str, label: str) -> str:
    return " ".join(
        _file(f"{where}.{ending}", LABELS[form], f"{label}, {LABELS[form]}")
        for form, ending in FILES.items()
    )


def _file(name: str, words: str, spoken: str = "") -> str:
    label = f' aria-label="{escape(spoken)}"' if spoken else ""
    return f'<a href="{escape(quote(name))}" download{label}>{escape(words)}</a>'
