"""What the README tells a newcomer to write, prints what it says."""

import re
from pathlib import Path

from bs4 import BeautifulSoup
from sphinx.testing.util import SphinxTestApp
from sphinx.util.console import strip_escape_sequences

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def plain(text: str) -> str:
    return " ".join(text.replace("*", "").replace("\N{NO-BREAK SPACE}", " ").split())


def test_the_start_prints_what_it_says(tmp_path: Path):
    named = re.findall(r"^`([a-z.]+)`:\n\n```\w+\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert [name for name, _ in named] == ["conf.py", "index.md", "refs.bib"]
    for name, text in named:
        (tmp_path / name).write_text(text, encoding="utf-8")
    with (tmp_path / "conf.py").open("a") as conf:
        conf.write('extensions.append("myst_parser")\n')
    app = SphinxTestApp("html", srcdir=tmp_path)
    try:
        app.build()
    finally:
        app.cleanup()
    assert strip_escape_sequences(app.warning.getvalue()) == ""
    html = (app.outdir / "index.html").read_text(encoding="utf-8")
    body = BeautifulSoup(html, "lxml").find(class_="body")
    for link in body.find_all(class_="headerlink"):
        link.extract()
    quoted = "\n".join(line.lstrip("> ") for line in README.splitlines() if line.startswith(">"))
    assert plain(body.get_text()) == plain(f"Holding hands {quoted}")


def test_every_setting_is_explained(tmp_path: Path):
    (tmp_path / "conf.py").write_text(
        'extensions = ["sphinx_apa7"]\nbibtex_bibfiles = ["refs.bib"]\n'
    )
    (tmp_path / "refs.bib").touch()
    (tmp_path / "index.rst").write_text("Book\n====\n")
    app = SphinxTestApp("dummy", srcdir=tmp_path)
    app.cleanup()
    ours = {value.name for value in app.config if value.name.startswith("apa7_")}
    assert ours == set(re.findall(r"^\| `(apa7_\w+)` \|", README, re.MULTILINE))
