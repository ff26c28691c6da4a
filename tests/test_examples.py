"""A newcomer's first hour: wheels into an empty environment, and a book of three files."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import venv
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
import pytest
from bs4 import BeautifulSoup

from tasks.wheels import build_wheels

ROOT = Path(__file__).parent.parent
PACKAGES = sorted(path.name for path in (ROOT / "packages").iterdir() if path.is_dir())
README = (ROOT / "examples" / "README.md").read_text("utf-8")
COMMANDS = re.search(r"```sh\n(.*?)```", README, re.S)[1].splitlines()

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("examples")]


@pytest.fixture(scope="module")
def wheels(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheels")
    build_wheels(folder)
    return folder


def run(*command: str | Path, cwd: Path) -> str:
    """What *command* prints, without this project's paths in its environment."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    return done.stdout


@pytest.fixture(scope="module")
def programs(wheels, tmp_path_factory) -> Path:
    """The programs of an environment with the wheels and what they ask for, in our versions."""
    folder = tmp_path_factory.mktemp("empty")
    venv.create(folder, with_pip=True)
    bin_ = folder / ("Scripts" if os.name == "nt" else "bin")
    lock = (ROOT / "requirements.txt").read_text("utf-8")
    pins = re.findall(r"^([\w.-]+==[^\\\n]+?) *\\?$", lock, re.M)
    (folder / "pins.txt").write_text("\n".join(pins) + "\n", "utf-8")
    install, *_ = COMMANDS
    words = install.split()
    assert words[:2] == ["pip", "install"]
    found = [path for word in words[2:] for path in sorted(wheels.glob(word)) or [word]]
    run(
        bin_ / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
        "--constraint", folder / "pins.txt", *found, cwd=folder,
    )  # fmt: skip
    return bin_


@pytest.fixture(scope="module")
def book(programs, tmp_path_factory) -> Path:
    """The example, copied and built as its README says; all but the check are silent."""
    folder = tmp_path_factory.mktemp("book")
    for name in ("conf.py", "index.md", "refs.bib"):
        (folder / name).write_bytes((ROOT / "examples" / "three-files" / name).read_bytes())
    # As in an environment that stands in the folder: its pages are not the book's.
    (folder / ".venv").mkdir()
    (folder / ".venv" / "README.md").write_text("[A link](nowhere.md)\n", "utf-8")
    for command in COMMANDS[1:]:
        program, *words = command.split()
        quiet = ["-q"] if program == "sphinx-build" else []
        said = "no errors, no warnings\n" if words[0] == "check" else ""
        assert run(programs / program, *quiet, *words, cwd=folder) == said
    return folder


def test_the_example_is_three_files():
    files = {path.name for path in (ROOT / "examples" / "three-files").iterdir()}
    assert files - {"_build", "__pycache__"} == {"conf.py", "index.md", "refs.bib"}


@pytest.mark.parametrize("name", PACKAGES)
def test_a_wheel_brings_its_code_and_no_test(wheels, name):
    (wheel,) = wheels.glob(f"{name.replace('-', '_')}-*.whl")
    with ZipFile(wheel) as archive:
        names = set(archive.namelist())
    module = name.replace("-", "_")
    source = ROOT / "packages" / name / "src"
    kept = {
        path.relative_to(source).as_posix()
        for path in source.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {each for each in names if each.startswith(f"{module}/")} == kept
    assert f"{module}/py.typed" in kept


def test_everybody_may_read_a_wheel(wheels):
    assert {path.stat().st_mode & 0o444 for path in wheels.iterdir()} == {0o444}


@pytest.mark.parametrize("name", PACKAGES)
def test_the_readme_has_no_link_that_is_dead_on_a_package_index(name):
    text = (ROOT / "packages" / name / "README.md").read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)]*)\)", text)
    assert [link for link in links if not link.startswith(("https://", "#"))] == []


def test_two_runs_make_the_same_wheels(wheels, tmp_path):
    build_wheels(tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        path.name: path.read_bytes() for path in wheels.iterdir()
    }


def test_the_packages_come_from_the_wheels(programs):
    modules = [name.replace("-", "_") for name in PACKAGES]
    code = f"import {', '.join(modules)}; print({', '.join(f'{m}.__file__' for m in modules)})"
    printed = run(programs / Path(sys.executable).name, "-c", code, cwd=programs)
    assert all("site-packages" in path for path in printed.split())
    assert str(ROOT) not in printed


def test_the_page_has_citations_and_a_list_with_links_back(book):
    page = BeautifulSoup((book / "_build/html/index.html").read_text("utf-8"), "lxml")
    text = " ".join(page.get_text(" ", strip=True).split())
    assert "(see Coan et al., 2006, p. 1032)" in text.replace("\N{NO-BREAK SPACE}", " ").replace(
        " ,", ","
    )
    reference = page.find(id="cite-coan2006lending")
    assert "Psychological Science, 17(12), 1032–1039." in " ".join(reference.get_text().split())
    back = {link["href"] for link in reference.find_all("a") if link["href"].startswith("#")}
    assert back == {"#cited-coan2006lending-1", "#cited-coan2006lending-2"}
    assert all(page.find(id=place.removeprefix("#")) for place in back)


def test_the_pdf_has_them_too(book):
    document = pypdfium2.PdfDocument(book / "_build/pdf/hands-and-bonds.pdf")
    text = " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in document)
    assert "(Coan et al., 2006)" in text
    assert re.search(r"Cited on p\. \d+\.", text)
