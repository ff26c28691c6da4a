"""What the documentation names is there, and what is there is documented."""

import ast
import dataclasses
import importlib
import re
from pathlib import Path
from typing import NamedTuple

import pytest
from docutils.parsers.rst import directives, roles
from sphinx.testing.util import SphinxTestApp

from apabib import settings
from tasks.targets import TARGETS

ROOT = Path(__file__).parent.parent
PAGES = [
    *sorted(ROOT.glob("docs/*.md")),
    *(ROOT / name for name in ("AGENTS.md", "README.md", "CONTRIBUTING.md")),
    ROOT / ".github/PULL_REQUEST_TEMPLATE.md",
]
every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)

#: What a build or an author makes; a clone does not have it.
MADE = (".venv", "build/", "index.html", "locale/de/", "pasted.bib", "refs.verified.json")
OURS = ("apabib", "sphinx_apa7", "sphinx_typst_book", "extensions", "tasks", "figures")
PATH = re.compile(
    r"[\w.<>*-]+(?:/[\w.<>*-]+)*/?(?<=/)"  # a folder
    r"|(?:[\w.<>*-]+/)*[\w.<>*-]+\.(?:bib|cff|css|csv|html|in|js|md|po|py|svg|toml|txt|typ|yml)"
)
NAME = re.compile(rf"(?:{'|'.join(OURS)})(?:\.\w+)+")


def spans(text: str) -> list[str]:
    """What stands in code, outside blocks."""
    return re.findall(
        r"(?<!`)`([^`\n]+)`(?!`)", re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S)
    )


def missing(text: str, folder: Path = ROOT) -> list[str]:
    """What *text*, a page in *folder*, names and what is not there: paths, code, targets, links."""
    found = []
    for span in spans(text):
        if span.startswith(MADE) or (NAME.fullmatch(span) and is_importable(span)):
            continue
        pattern = re.sub(r"<\w+>", "*", span).rstrip("/")
        if (NAME.fullmatch(span) or PATH.fullmatch(span)) and not any(ROOT.glob(pattern)):
            found.append(span)
    targets = re.findall(r"(?:`|^\$ |^)(?:make|python -m tasks) ([a-z]\w*)", text, re.M)
    found += [f"make {target}" for target in targets if target not in TARGETS]
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        path, _, anchor = link.partition("#")
        if "://" in link:
            continue
        if not (folder / path).exists() or (anchor and anchor not in anchors(folder / path)):
            found.append(link)
    return found


def is_importable(name: str) -> bool:
    """Whether *name* is a module, or something in one."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:length]))
        except ImportError:
            continue
        for part in parts[length:]:
            found = getattr(found, part, None)
        return found is not None
    return False


def anchors(page: Path) -> set[str]:
    """The addresses of the headings of *page*, as the host of the repository makes them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.M)
    return {re.sub(r"[^\w\s-]", "", heading.lower()).replace(" ", "-") for heading in headings}


@every_page
def test_what_a_page_names_is_there(page):
    assert missing(page.read_text("utf-8"), page.parent) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("`chapters/nobody.md`", ["chapters/nobody.md"]),
        ("`nowhere/`", ["nowhere/"]),
        ("`conf.toml`", ["conf.toml"]),
        ("`figures/<name>.csv`", ["figures/<name>.csv"]),
        ("`apabib.rules.run.judge`", ["apabib.rules.run.judge"]),
        ("`apabib.nothing`", ["apabib.nothing"]),
        ("`make coffee`", ["make coffee"]),
        ("```console\n$ make coffee ARGS=1\n```", ["make coffee"]),
        ("[a](docs/nothing.md)", ["docs/nothing.md"]),
        ("[a](docs/map.md#nothing)", ["docs/map.md#nothing"]),
        ("`conf.py` `figures/data/` `figures/<name>.svg` `build/html/` `make book`", []),
        ("`apabib.rules.run` `sphinx_apa7.reading.opted_out` [a](docs/map.md#the-rooms)", []),
        ("Sphinx's `env.toc_secnumbers`, and `review.error`", []),
    ],
)
def test_name_of_nothing_is_found(text, found):
    assert missing(text) == found


def test_pages_name_enough_for_the_test_to_mean_something():
    named = [span for page in PAGES for span in spans(page.read_text("utf-8"))]
    assert sum(bool(PATH.fullmatch(span)) for span in named) >= 80
    assert sum(bool(NAME.fullmatch(span)) for span in named) >= 30


# -- Nothing is missing ------------------------------------------------------------


def table(page: str, heading: str) -> list[str]:
    """What stands in code in the first column of the table under ``## heading``."""
    text = (ROOT / "docs" / page).read_text("utf-8")
    part = re.search(rf"^## {re.escape(heading)}$(.*?)(?=^## |\Z)", text, re.M | re.S)[1]
    rows = re.findall(r"^\| (`[^|]+`) \|", part, re.M)
    return [name for row in rows for name in re.findall(r"`([^`]+)`", row)]


def test_every_target_is_in_the_table():
    assert table("settings.md", "Targets") == list(TARGETS)


class Apps(NamedTuple):
    """An empty book with the extensions of ours, and one with all others that they load."""

    ours: SphinxTestApp
    stock: SphinxTestApp
    known: set[str]
    """The names of all directives and roles that both have."""


@pytest.fixture(scope="module")
def apps(tmp_path_factory) -> Apps:
    made = []
    for name in ("ours", "stock"):
        folder = tmp_path_factory.mktemp(name)
        conf = (ROOT / "conf.py").read_text("utf-8")
        conf = conf.replace("Path(__file__).parent", f"Path({str(ROOT)!r})")
        if name == "stock":
            others = ["myst_parser", "sphinxcontrib.bibtex"]
            conf += f"\nextensions = {others!r}\n"
        (folder / "conf.py").write_text(conf, "utf-8")
        (folder / "index.md").write_text("# A\n", "utf-8")
        (folder / "refs.bib").touch()
        made.append(SphinxTestApp("html", srcdir=folder))
    known = {*directives._directives, *roles._roles}
    for app in made:
        app.cleanup()
    return Apps(*made, known)


def test_every_setting_of_the_book_is_in_the_table(apps):
    ours, stock = ({value.name for value in app.config} for app in (apps.ours, apps.stock))
    assert sorted(table("settings.md", "conf.py")) == sorted({"bibtex_bibfiles", *ours - stock})


def test_every_event_is_in_the_table(apps):
    ours, stock = (set(app.events.events) for app in (apps.ours, apps.stock))
    assert table("settings.md", "Events") == sorted(ours - stock)


def test_every_directive_and_role_is_in_the_table(apps):
    """And ``no-references``, which is neither."""
    names = table("settings.md", "In a chapter")
    assert names[0] == "no-references"
    assert [name for name in names[1:] if name not in apps.known] == []
    sources = [
        p.read_text("utf-8") for folder in ("extensions", "packages") for p in sources_in(folder)
    ]
    made = re.findall(r'\bapp\.add_(?:directive|role)\(\s*"([\w-]+)"', "".join(sources))
    assert sorted(set(made) - {"cite"}) == sorted(names[1:])  # sphinxcontrib-bibtex's has its own
    assert any('"no-references"' in source for source in sources)


def sources_in(folder: str) -> list[Path]:
    return [p for p in sorted((ROOT / folder).rglob("*.py")) if "tests" not in p.parts]


#: Not for people: who hands something from one process of ours to the next, or a program's own.
INTERNAL = {"TASKS_ARGUMENTS", "PLAYWRIGHT_BROWSERS_PATH"}


def variables(source: str) -> set[str]:
    """The environment variables that a module asks for by name."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case (
                ast.Call(
                    func=ast.Attribute(value=ast.Attribute(attr="environ"), attr="get" | "pop"),
                    args=[ast.Constant(value=str(name)), *_],
                )
                | ast.Call(
                    func=ast.Attribute(attr="getenv"), args=[ast.Constant(value=str(name)), *_]
                )
            ):
                found.add(name)
            case ast.Subscript(
                value=ast.Attribute(attr="environ"), slice=ast.Constant(value=str(name))
            ):
                found.add(name)
    return found


def test_every_environment_variable_is_in_the_table():
    code = [
        p for folder in ("tasks", "extensions", "packages", "figures") for p in sources_in(folder)
    ]
    read = set().union(*(variables(path.read_text("utf-8")) for path in code))
    assert sorted(table("settings.md", "Environment variables")) == sorted(read - INTERNAL)


def test_variables_are_found_however_they_are_read():
    source = 'os.environ.get("A", "")\nos.environ["B"]\nos.getenv("C")\nenviron.get("D")\n'
    assert variables(source) == {"A", "B", "C"}


def test_every_setting_of_the_bibliography_tool_is_in_the_table():
    fields = {one.name for one in dataclasses.fields(settings.Settings)} - {"root", "file"}
    assert sorted(table("settings.md", "apabib.toml")) == sorted(fields)


def test_setting_that_is_in_no_table_is_refused(tmp_path):
    (tmp_path / "apabib.toml").write_text('colour = "red"\n', "utf-8")
    with pytest.raises(settings.SettingsError):
        settings.load(tmp_path)


# -- The map ------------------------------------------------------------------------


def rooms() -> set[str]:
    """Every folder with code in it, but for the top of a package."""
    found = {"deploy/", "figures/", "tasks/", "tests/", "locale/", "extensions/"}
    for top in [*ROOT.glob("packages/*/src/*"), ROOT / "extensions"]:
        if not (top / "__init__.py").exists():
            continue
        name = top.relative_to(ROOT).as_posix()
        found.add(f"{name}/")
        for room in top.glob("*/__init__.py"):
            inner = room.parent.name
            found.add(f"apabib.{inner}" if top.name == "apabib" else f"{name}/{inner}/")
    return found


def test_every_room_is_on_the_map():
    assert sorted(table("map.md", "The rooms")) == sorted(rooms())


def test_picture_shows_the_rooms_of_the_tool_and_every_way_has_its_ends():
    text = (ROOT / "docs/map.md").read_text("utf-8")
    [picture] = re.findall(r"^```mermaid\n(.*?)^```$", text, re.M | re.S)
    boxes = dict(re.findall(r'(\w+)\s?\[+"([^"]+)"\]+', picture))
    for room in ROOT.glob("packages/apabib/src/apabib/*/__init__.py"):
        assert any(words.startswith(f"{room.parent.name}:") for words in boxes.values()), (
            room.parent
        )
    for package in ROOT.glob("packages/*/pyproject.toml"):
        assert f"packages/{package.parent.name}" in picture
    for line in picture.splitlines():
        if "-->" in line:
            ends = re.split(r'\s*(?:-- "[^"]+" )?-->\s*', line.strip())
            assert {re.match(r"\w+", end)[0] for end in ends} <= boxes.keys(), line
    opened = len(re.findall(r"^\s*subgraph ", picture, re.M))
    assert opened == len(re.findall(r"^\s*end$", picture, re.M)) == 4


# -- The runbooks -------------------------------------------------------------------
