"""The canonical form: what is rewritten, what is kept, and that writing is safe."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apabib.bibtex.canonical import obstacles, tidy
from apabib.bibtex.parse import parse
from apabib.export import export
from apabib.files import update, write

SOURCE = Path(__file__).parents[1] / "src"

UNTIDY = """\
% The bibliography.

@string{ps = "Psychological Science"}

% A comment on Hazan.
@Article(hazan1987romantic,
  Year = 1987, doi = "https://doi.org/10.1037/0022-3514.52.3.511",
  pages = {511-524},
  title = {Romantic love conceptualized
           as an attachment process},
  author = "Hazan, Cindy and Shaver, Phillip",
  custom = {  kept
    as it is },
) % behind it
@book{ainsworth1978patterns, edition = {2nd}, publisher = {Wiley & Sons},
  author = {M{\\"u}ller, J{\\o}rn and {\\v S}ebek, A.}, journal = ps # " (New)"}
% The end.
"""

TIDY = """\
% The bibliography.

@string{ps = "Psychological Science"}

@book{ainsworth1978patterns,
  author           = {Müller, Jørn and Šebek, A.},
  journal          = ps # " (New)",
  edition          = {2},
  publisher        = {Wiley \\& Sons},
}

% A comment on Hazan.
@article{hazan1987romantic,
  author           = {Hazan, Cindy and Shaver, Phillip},
  title            = {Romantic love conceptualized as an attachment process},
  year             = {1987},
  pages            = {511--524},
  doi              = {10.1037/0022-3514.52.3.511},
  custom           = {  kept
    as it is },
} % behind it

% The end.
"""


def tidied(source: str) -> str:
    bibliography = parse(source)
    assert obstacles(bibliography) == []
    return tidy(bibliography)


def test_the_canonical_form():
    assert tidied(UNTIDY) == TIDY
    assert tidied(TIDY) == TIDY


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("title", "Caf{\\'e} and Caf\\'{e} and Caf\\'e", "Café and Café and Café"),
        ("title", '{\\AA}ngstr{\\"o}m \\O{} \\ss', "Ångström Ø ß"),
        ("title", 'na{\\"\\i}ve', "naïve"),
        ("title", "\\c{c}a \\v{s} {\\c c}", "ça š ç"),
        ("title", "\\ca \\textbf{x} $\\alpha_1$ \\unknown{y}", None),
        ("title", "50\\% of AT&amp;T", None),
        ("title", "\\'x stays", None),
        ("title", "Cafe\u0301", "Café"),
        ("title", "x # y", "x \\# y"),
        ("pages", "131–-144, 150-152", "131--144, 150--152"),
        ("pages", "A-12", None),
        ("pages", "e0246753", None),
        ("doi", "doi:10.1111/a\\_b", "10.1111/a_b"),
        ("doi", "https://doi.org/10.1002/%28SICI%291097", "10.1002/(SICI)1097"),
        ("doi", "not a doi", None),
        ("edition", "Third edition", "3"),
        ("edition", "Revised", None),
        ("url", "https://x.org/a&b#c%20d", None),
        ("record", "a&b_c", None),
        ("custom", " a \n\t b ", None),
    ],
)
def test_values(name: str, value: str, expected: str | None):
    source = f"@book{{k,\n  {name} = {{{value}}},\n}}\n"
    entry = parse(tidied(source)).entries[0]
    assert entry.fields[0].text == (value if expected is None else expected)


def test_parents_stay_behind_their_children():
    source = "@book{a, title = {A}}\n@inbook{b, title = {B}, crossref = {a}}\n"
    assert [entry.key for entry in parse(tidied(source)).entries] == ["b", "a"]


def test_doubles_are_kept():
    source = "@book{k, title = {A}, title = {B}}\n@book{k, title = {C}}\n"
    assert [[f.text for f in e.fields] for e in parse(tidied(source)).entries] == [
        ["A", "B"],
        ["C"],
    ]


NAMES = st.sampled_from(["title", "author", "pages", "doi", "custom", "note", "edition", "Year"])
TEXTS = st.lists(
    st.sampled_from(
        [
            "a",
            "B",
            " ",
            "\n",
            "{",
            "}",
            "\\",
            "&",
            "%",
            "#",
            "$",
            "\\'e",
            '{\\"u}',
            "\\o",
            "–",
            "-",
            "12",
            "10.1/x",
            "é",
            "e\u0301",
            "and",
            ",",
            "\\c c",
            "{\\'\\i}",
            "~",
            "&amp;",
            "2nd",
        ]
    ),
    max_size=12,
).map("".join)


@given(
    st.lists(
        st.tuples(
            st.text("abc12", min_size=1, max_size=4),
            st.lists(st.tuples(NAMES, TEXTS), max_size=4),
            st.sampled_from(["", "% note\n", "% one\n\n% two\n", "@comment{x}\n", "\n\n\n"]),
        ),
        max_size=5,
    )
)
@settings(max_examples=400, deadline=None)
def test_tidy_is_idempotent_and_loses_nothing(entries):
    source = "".join(
        before + "@book{" + key + ",\n" + "".join(f"{n} = {{{v}}},\n" for n, v in fields) + "}\n"
        for key, fields, before in entries
    )
    bibliography = parse(source)
    if obstacles(bibliography):
        return
    once = tidy(bibliography)
    again = parse(once)
    assert obstacles(again) == []
    assert tidy(again) == once
    assert sorted((e.key, len(e.fields)) for e in again.entries) == sorted(
        (e.key, len(e.fields)) for e in bibliography.entries
    )
    assert once.count("% ") >= sum(before.count("% ") for _key, _fields, before in entries)
    for old in bibliography.entries:
        kept = [
            [f.text for f in new.fields if f.name == "custom"]
            for new in again.entries
            if new.key == old.key
        ]
        import unicodedata

        wanted = [unicodedata.normalize("NFC", f.text) for f in old.fields if f.name == "custom"]
        assert wanted in kept


# -- The command ---------------------------------------------------------------------


def bib(*arguments: str, at: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "apabib", *arguments],
        cwd=at,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONIOENCODING": "utf-8", **environment},
    )


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (TIDY.replace("\n", "\r\n").encode(), "1: the line ends are not those of Unix (LF)"),
        (TIDY.replace("\n", "\r").encode(), "1: the line ends are not those of Unix (LF)"),
        (b"\xef\xbb\xbf" + TIDY.encode(), "1: the file starts with a byte order mark"),
        (TIDY.encode() + b"\n", f"{TIDY.count(chr(10)) + 2}: not in canonical form: “”"),
        (TIDY.encode()[:-1], f"{TIDY.count(chr(10)) + 1}: not in canonical form: “”"),
    ],
)
def test_what_differs_is_named(tmp_path: Path, source: bytes, message: str):
    path = tmp_path / "refs.bib"
    path.write_bytes(source)
    checked = bib("tidy", "--check", at=tmp_path)
    assert (checked.returncode, checked.stdout) == (
        1,
        f"refs.bib:{message}; run `apabib tidy`\n",
    )
    assert path.read_bytes() == source
    assert bib("tidy", at=tmp_path).returncode == 0
    assert path.read_bytes() == TIDY.encode()


def test_the_command_rewrites_once(tmp_path: Path):
    path = tmp_path / "refs.bib"
    path.write_text(UNTIDY, encoding="utf-8")
    checked = bib("tidy", "--check", at=tmp_path)
    assert (checked.returncode, checked.stdout) == (
        1,
        "refs.bib:5: not in canonical form: “% A comment on Hazan.”; run `apabib tidy`\n",
    )
    assert path.read_text(encoding="utf-8") == UNTIDY
    done = bib("tidy", at=tmp_path)
    assert (done.returncode, done.stdout) == (0, "refs.bib was tidied\n")
    assert path.read_text(encoding="utf-8") == TIDY
    assert bib("tidy", "--check", at=tmp_path).returncode == 0
    assert [each.name for each in tmp_path.iterdir()] == ["refs.bib"]


def test_a_broken_file_is_left_alone(tmp_path: Path):
    path = tmp_path / "refs.bib"
    path.write_text("@book{k,\n  title = {A}\n  year = {2000},\n}\n", encoding="utf-8")
    before = path.read_bytes()
    done = bib("tidy", at=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (
        1,
        "refs.bib:2: k: no comma behind the field title; add a comma\n",
        "refs.bib was left alone: mend these first\n",
    )
    assert path.read_bytes() == before


def test_a_tidy_file_stays_as_it_is():
    path = Path(__file__).parent / "samples" / "library.bib"
    assert tidy(parse(path.read_bytes())).encode() == path.read_bytes()


# -- Writing -------------------------------------------------------------------------


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege, modes mean little")
def test_a_link_stays_a_link_and_modes_stay(tmp_path: Path):
    real, link = tmp_path / "real.bib", tmp_path / "link.bib"
    real.write_text("old")
    real.chmod(0o640)
    link.symlink_to(real)
    write(link, "new")
    assert (link.is_symlink(), real.read_text(), real.stat().st_mode & 0o777) == (
        True,
        "new",
        0o640,
    )


def test_a_failing_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "refs.bib"
    path.write_text("old")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write(path, "new")
    assert ([each.name for each in tmp_path.iterdir()], path.read_text()) == (["refs.bib"], "old")


_KILLED = """
import sys
from pathlib import Path
from apabib.files import write
path = Path(sys.argv[1])
print("ready", flush=True)
while True:
    for letter in "ab":
        write(path, letter * 2_000_000)
"""


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
def test_killed_in_the_middle_the_file_is_whole(tmp_path: Path):
    path = tmp_path / "refs.bib"
    path.write_text("a" * 2_000_000)
    for wait in (0.01, 0.03, 0.06, 0.1):
        run = subprocess.Popen(
            [sys.executable, "-c", _KILLED, str(path)],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(SOURCE)},
        )
        run.stdout.readline()
        time.sleep(wait)
        run.send_signal(signal.SIGKILL)
        run.wait()
        run.stdout.close()
        text = path.read_text()
        assert len(text) == 2_000_000 and len(set(text)) == 1


def _count(path: str) -> None:
    for _turn in range(20):
        update(Path(path), lambda old: str(int(old) + 1))


def test_two_runs_at_once_do_not_lose_each_other(tmp_path: Path):
    path = tmp_path / "count"
    path.write_text("0")
    context = multiprocessing.get_context("spawn")
    runs = [context.Process(target=_count, args=(str(path),)) for _run in range(3)]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert path.read_text() == "60"


def test_what_is_said_of_a_name_stands_behind_it_as_it_was():
    source = (
        '@video{a2001hands,\n  author+an:username = {1="@roe_&"},\n  title = {Hands},\n'
        '  Author+an:role = {1=director;  2="Guest \\\'Expert"},\n  zzz+an:role = {=b},\n'
        "  author = {Roe, Ann and Poe, Bo},\n  zzz = {C},\n  aaa = {D},\n}\n"
    )
    once = tidy(parse(source))
    assert once == (
        "@video{a2001hands,\n"
        "  author           = {Roe, Ann and Poe, Bo},\n"
        '  author+an:role   = {1=director;  2="Guest \\\'Expert"},\n'
        '  author+an:username = {1="@roe_&"},\n'
        "  title            = {Hands},\n"
        "  zzz              = {C},\n"
        "  zzz+an:role      = {=b},\n"
        "  aaa              = {D},\n}\n"
    )
    assert tidy(parse(once)) == once
    entries = parse(source).entries
    assert export(entries, ["a2001hands"], "bibtex") == once
