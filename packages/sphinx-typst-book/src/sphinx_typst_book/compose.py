"""The Typst source of a PDF: a call of the template, and what is printed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import SphinxError

from .chapters import web_address
from .markup import array, boolean, call, string
from .words import words

if TYPE_CHECKING:
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from .translator import TypstTranslator


def book_source(translator: TypstTranslator) -> str:
    """The source of the whole book."""
    config = translator.config
    front, main = translator.front(), translator.main()
    index = "" if translator.has_index() else translator.index()
    lists = (f"{name}: {array(entries)}" for name, entries in translator.lists().items())
    arguments = {
        "title": string(config.project),
        "subtitle": f"[{translator.subtitle()}]",
        "copyright": string(config.copyright),
        "imprint": string(config.typst_imprint),
        "front": f"[{front}]" if front else "none",
        "index": index or "none",
        "places": "places",
        "parts": boolean(translator.in_parts()),
        "lists": f"({', '.join(lists) or ':'})",
        "imprint_text": f"[{translator.imprint()}]",
        "description": string(config.typst_description) if config.typst_description else "none",
        **_cover(translator),
    }
    return _source(translator, main, arguments)


def chapter_source(docname: str, translator: TypstTranslator, subtitle: str) -> str:
    """The source of a chapter by itself; *subtitle* is that of the book."""
    config = translator.config
    head = call(
        "offprint-head",
        book=string(config.project),
        subtitle=string(subtitle),
        author=string(config.author),
        version=_version(config),
        copyright=string(config.copyright),
        license=string(config.typst_license),
        address=string(web_address(config, docname)),
    )
    arguments = {
        "title": string(translator.env.titles[docname].astext()),
        "description": string(_place_of(translator.env, docname)),
        "whole": "false",
    }
    return _source(translator, f"#{head}\n{translator.main()}", arguments)


def _cover(translator: TypstTranslator) -> dict[str, str]:
    """The picture of the cover, of which its words are read aloud. Raises SphinxError."""
    config = translator.config
    if not config.typst_cover:
        return {}
    picture = Path(translator.builder.confdir) / config.typst_cover
    if not picture.is_file():
        raise SphinxError(
            f"typst: typst_cover: there is no file {picture}; draw it, or correct typst_cover"
            " in conf.py"
        )
    name = f"cover{picture.suffix}"
    said = (config.project, translator.subtitle_words(), config.author)
    words = ". ".join(part for part in said if part)
    return {"cover": string(f"images/{name}"), "cover_alt": string(words)}


def _place_of(env: BuildEnvironment, docname: str) -> str:
    """ "Tiny Book, Chapter 3", for catalogs."""
    number = env.toc_secnumbers.get(docname, {}).get("")
    named = words(env.config.language, "")["chapter"]
    chapter = named.format(number=".".join(map(str, number))) if number else ""
    return ", ".join(filter(None, (env.config.project, chapter)))


def _version(config: Config) -> str:
    said = words(config.language, config.version)["version"]
    return string(said) if said else "none"


def _source(translator: TypstTranslator, body: str, arguments: dict[str, str]) -> str:
    """The source with what each PDF of the book has; ``arguments`` are those of its own."""
    config = translator.config
    said = words(config.language, "")
    del said["version"]
    setup = call(
        "book.with",
        '..formats.at(sys.inputs.at("format", default: formats.keys().first()))',
        author=string(config.author),
        version=_version(config),
        lang=string(config.language or "en"),
        words=array(f"{name}: {string(word)}" for name, word in said.items()),
        keywords=array(map(string, config.typst_keywords)),
        **arguments,
    )
    # The book's own template last: its functions take the place of all others.
    names = ["book.typ", *(p.name for p in (*translator.used, *translator.builder.own_template()))]
    imports = "".join(f"#import {string(f'template/{name}')}: *\n" for name in names)
    settled = translator.targets.settle(f"#show: {setup}\n\n{body}\n")
    translator.check_settings()
    translator.check_targets()
    formats = array(
        f"{string(suffix)}: {_arguments(given)}"
        for suffix, given in translator.builder.formats.items()
    )
    places = array(map(string, translator.targets.places()))
    return f"{imports}#let formats = {formats}\n#let places = {places}\n{settled}"


def _arguments(given: dict[str, str]) -> str:
    """A Typst dictionary of arguments."""
    return array(f"{name}: {value}" for name, value in given.items()) if given else "(:)"
