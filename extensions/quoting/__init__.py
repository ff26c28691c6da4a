"""Cite a page, take its references, and what the head and the foot of a page say of the edition.

- Below the title of each page two links lead to a disclosure at its foot: the page in APA, BibTeX,
  RIS and CSL-JSON, and the files of its references, ``chapters/coan.bib``, ``.ris``, ``.json``,
  which lie beside it. All that works without a script; the script adds buttons that copy.
- ``head`` writes what machines read: description, Dublin Core, ``citation_*``, Open Graph, JSON-LD.
- ``pictures`` draws a picture a chapter for those who share a link, and the icons.
- ``site`` makes ``sitemap.xml``, ``robots.txt``, the manifest.
- The foot names the edition with its date and its license, and leads to a form for errors and to
  the source of the page, with the page filled in, and the paragraph by the script.

Title, authors, version, date and license stand in ``CITATION.cff`` (``edition``).

===============  =======  =====================================================================
Setting          Default  Meaning
===============  =======  =====================================================================
html_report_url  empty    where errors are reported: an address with ``{place}``, the page or
                          the paragraph, and perhaps ``{version}``. Empty: no link.
html_edit_url    empty    where a page is edited: an address with ``{source}``, the file.
                          Empty: no link.
===============  =======  =====================================================================

``https://github.com/OWNER/NAME/issues/new?template=error.yml&place={place}`` fills in the form of
this repository, ``https://github.com/OWNER/NAME/edit/main/{source}`` opens a page there.

Only web pages have any of it: the EPUB and the PDF have their imprint.
"""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sphinx.locale import _
from sphinx.util.osutil import relative_uri

from extensions.frame import add_feature, is_framed
from extensions.pages import chapter_number
from extensions.quoting import head, lists, page, pictures, site
from extensions.quoting.citation import Cited, cited
from extensions.quoting.edition import Edition, edition_of
from sphinx_apa7 import book_domain
from sphinx_apa7.freshness import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

STATIC = Path(__file__).parent / "static"
#: In the folder of the output: the files that the last build put beside the pages.
RECORD = ".quoting.json"
#: Below the folder of the doctrees, and of the site.
DRAWN, SHOWN = "quoting", "pictures"


def begin(app: Sphinx) -> None:
    """Bring style and script."""
    words = {
        "copy": _("Copy"),
        "copied": _("Copied"),
        "copyFailed": _("Select the text and copy it"),
    }
    add_feature(app, STATIC, style="quoting.css", script="quoting.js", words=words)


def edition(app: Sphinx) -> Edition:
    """The edition that is built, read once a build."""
    kept: Edition | None = app.builder.__dict__.get("quoting_edition")
    if kept is None:
        kept = app.builder.__dict__["quoting_edition"] = edition_of(app.confdir, app.config)
    return kept


def cited_page(app: Sphinx, docname: str) -> Cited:
    """How a page is cited: in APA and in each format. Also for other features that quote.

    Worked out once a build: the page shows it, and the files have it.
    """
    known: dict[str, Cited] = app.builder.__dict__.setdefault("quoting_cited", {})
    if docname not in known:
        known[docname] = _cited_page(app, docname)
    return known[docname]


def _cited_page(app: Sphinx, docname: str) -> Cited:
    env, config = app.env, app.config
    whole = docname == config.root_doc
    base = base_of(app)
    return cited(
        edition(app),
        config.language,
        name="" if whole else PurePosixPath(docname).name,
        title="" if whole else env.titles[docname].astext(),
        chapter=chapter_number(env, docname),
        url=base + ("" if whole else app.builder.get_target_uri(docname)) if base else "",
    )


def base_of(app: Sphinx) -> str:
    """The address of the site with a slash behind it; empty where it has none yet."""
    base: str = app.config.html_baseurl
    return f"{base.rstrip('/')}/" if base else ""


def taken(app: Sphinx, docname: str) -> dict[str, str]:
    """The lists that a page offers: what each is called, and its files seen from the page."""
    env, domain = app.env, book_domain(app.env)
    whole = domain.whole_list
    found = {}
    if docname == whole or not lists.cites(env, docname):
        pass
    elif docname != app.config.root_doc:
        found[_("References of this page")] = PurePosixPath(docname).name
    if whole and docname in (whole, app.config.root_doc) and lists.cites(env, whole):
        # relative_uri says nothing of a page seen from itself
        where = relative_uri(docname, whole) or PurePosixPath(whole).name
        found[_("All references of the book")] = where
    return found


# -- One page ------------------------------------------------------------------------


def offer(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Give a page its links, its disclosure and its foot."""
    if not is_framed(app):
        return
    context.update(foot_of(app, pagename))
    if doctree is None:
        return
    heading = page.question(
        whole=pagename == app.config.root_doc, chapter=bool(chapter_number(app.env, pagename))
    )
    found = taken(app, pagename)
    name = PurePosixPath(pagename).name
    body = page.below_title(context["body"], page.links(heading, bool(found)))
    context["body"] = body + page.box(heading, cited_page(app, pagename), name, found)


def foot_of(app: Sphinx, pagename: str) -> dict[str, Any]:
    """What the foot says: the day of the edition, the license in words, links for errors."""
    here, config = edition(app), app.config
    links = {}
    known = pagename in app.env.all_docs
    place = app.builder.get_target_uri(pagename) if known else ""
    if known and config.html_report_url:
        links["report"] = filled(config.html_report_url, place=place, version=here.version)
    if known and config.html_edit_url:
        source = Path(app.env.doc2path(pagename, base=False)).as_posix()
        links["edit"] = filled(config.html_edit_url, source=source, version=here.version)
    return {
        "edition_version": here.version,
        "edition_day": here.date.isoformat() if here.date else "",
        "edition_date": here.date_words(config.language),
        "license_words": here.license_words(),
        "foot_links": links,
        "foot_place": place,
    }


def filled(address: str, **values: str) -> str:
    """An address with its fields filled in; a slash in a path stays."""
    for name, value in values.items():
        safe = "/" if name == "source" else ""
        address = address.replace(f"{{{name}}}", quote(value, safe=safe))
    return address


def tell(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Write the head of a page."""
    if not is_framed(app):
        return
    here, config = edition(app), app.config
    whole = pagename == config.root_doc
    base = base_of(app)
    about = head.About(
        edition=here,
        language=config.language,
        title=app.env.titles[pagename].astext() if doctree else _plain(context.get("title", "")),
        whole=whole,
        chapter=chapter_number(app.env, pagename),
        description=here.description,
        icons=site.links(relative_root(app, pagename)),
    )
    if doctree is not None:
        about.description = head.description_of(doctree, here.description)
    if base:
        about.home = base
        about.url = context.get("pageurl") or ""
        shown = pagename if about.chapter else config.root_doc
        about.picture = f"{base}{SHOWN}/{shown}.png"
        about.pdf = pdf_of(app, pagename, base)
    context["metatags"] = context.get("metatags", "") + head.tags(about)


def _plain(title: str) -> str:
    """The title of a page that no file is for, without its markup."""
    from markupsafe import Markup

    return Markup(title).striptags()


def relative_root(app: Sphinx, pagename: str) -> str:
    """``../`` from a page in a folder to the title page; empty beside it."""
    return "../" * app.builder.get_target_uri(pagename).count("/")


def pdf_of(app: Sphinx, pagename: str, base: str) -> str:
    """The address of the PDF of a page, if the build makes one."""
    from extensions.downloads import chapter_file

    if pagename == app.config.root_doc:
        found = [name for name in app.config.html_downloads if name.endswith(".pdf")]
        return base + quote(found[0]) if found else ""
    for name in chapter_file(app, pagename):
        return base + quote((PurePosixPath(pagename).parent / name).as_posix())
    return ""


def views(app: Sphinx, env: BuildEnvironment) -> dict[str, str]:
    """What pages show that no page holds, for ``sphinx_apa7.freshness``."""
    if not is_framed(app):
        return {}
    always = edition(app), base_of(app), app.config.html_report_url, app.config.html_edit_url
    return {docname: digest(always, taken(app, docname)) for docname in env.all_docs}


def of_every_page(app: Sphinx) -> str:
    """What also the index and the page of the search show, for ``extensions.unchanged``."""
    return digest(edition(app), base_of(app), app.config.html_report_url)


# -- Beside the pages ----------------------------------------------------------------


def write_files(app: Sphinx, exception: Exception | None) -> None:
    """Put the files beside the pages, each only if it would be another, and remove those gone."""
    if exception is not None or not is_framed(app):
        return
    outdir = Path(app.outdir)
    files = all_files(app)
    for name in recorded(outdir) - files.keys():
        (outdir / name).unlink(missing_ok=True)
    for name, content in files.items():
        path = outdir / name
        if not path.is_file() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    (outdir / RECORD).write_text(json.dumps(sorted(files)), encoding="utf-8")


def recorded(outdir: Path) -> set[str]:
    """The files of the last build; none for a new output, or where the record is damaged."""
    try:
        names = json.loads((outdir / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return set()
    whole = isinstance(names, list) and all(
        isinstance(name, str) and not name.startswith("/") and ".." not in name for name in names
    )
    return set(names) if whole else set()


def all_files(app: Sphinx) -> dict[str, bytes]:
    """Every file by its name in the site."""
    env, drawn = app.env, Path(app.doctreedir, DRAWN)
    written = {name: text.encode() for name, text in lists.reference_files(env).items()}
    for docname in sorted(env.all_docs):
        for form, text in cited_page(app, docname).formats.items():
            written[f"{docname}.citation.{page.FILES[form]}"] = text.encode()
    if base := base_of(app):
        shown = pictures_of(app)
        drawings = pictures.draw(shown, drawn / SHOWN)
        written |= {f"{SHOWN}/{name}.png": drawings[name] for name in shown}
    return written | site.files(
        edition(app),
        short=app.config.html_title or app.config.project,
        language=app.config.language,
        base=base,
        pages=pages_of(app),
        icons=pictures.icons(drawn / "icons"),
    )


def pages_of(app: Sphinx) -> list[str]:
    """The addresses of the pages below that of the site, the title page first."""
    root = app.config.root_doc
    others = sorted(app.env.all_docs.keys() - {root})
    return ["", *(app.builder.get_target_uri(docname) for docname in others)]


def pictures_of(app: Sphinx) -> Mapping[str, pictures.Picture]:
    """A picture for the title page and one for each chapter, with the marks of its claims."""
    env, here = app.env, edition(app)
    name, _colon, subtitle = here.title.partition(": ")
    found = {
        app.config.root_doc: pictures.Picture(
            name, subtitle, ", ".join(here.authors), marks_of(env, None), app.config.language
        )
    }
    for docname in sorted(env.all_docs):
        if number := chapter_number(env, docname):
            title = env.titles[docname].astext()
            word = _("Chapter %s") % number
            found[docname] = pictures.Picture(
                title, word, name, marks_of(env, docname), app.config.language
            )
    return found


def marks_of(env: BuildEnvironment, docname: str | None) -> tuple[tuple[str, str], ...]:
    """Rating and mark of each claim of a page; for no page, of each rating once."""
    from extensions.claims.model import RATINGS, rating_mark

    if "claim" not in env.domains:
        return ()
    if docname is None:
        return tuple((rating, rating_mark(rating)) for rating in RATINGS)
    claims: Iterable[Any] = env.get_domain("claim").data["claims"].get(docname, ())
    return tuple((one.rating, rating_mark(one.rating)) for one in claims)


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("sphinx_apa7")
    app.setup_extension("extensions.downloads")
    app.setup_extension("extensions.frame")
    app.add_config_value("html_report_url", "", "html", types=frozenset({str}))
    app.add_config_value("html_edit_url", "", "html", types=frozenset({str}))
    app.connect("builder-inited", begin)
    app.connect("html-page-context", offer, priority=600)  # behind the downloads
    app.connect("html-page-context", tell, priority=750)  # the frame tidies the tags before
    app.setup_extension("extensions.unchanged")
    app.connect("pages-show", views)
    app.connect("frame-shows", of_every_page)
    app.connect("build-finished", write_files, priority=800)  # before the account of all files
    return {"parallel_read_safe": True, "parallel_write_safe": True}
