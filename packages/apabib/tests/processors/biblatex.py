"""What biblatex-apa prints for the test set: ``python biblatex.py LANGUAGE``; see README.md."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

import apa7_set  # noqa: E402
from respelled import written  # noqa: E402

BABEL = {"en": "american", "nl": "american,dutch"}
#: A list of one reference.
ALONE = (
    "\\begin{{refsection}}\\nocite{{{}}}\\printbibliography[heading=none]\\end{{refsection}}".format
)
KEY = re.compile("‹(?!/?i›)([^›]+)› ?")


def printed(language: str) -> dict[str, str]:
    """Key -> reference, with italics in ``<i>``."""
    lines: list[str] = []
    keys: list[str] = []
    for name in apa7_set.sections():
        works = apa7_set.works(name)
        for work in works.values():
            lines += written(work, language, works)
            keys.append(work.key)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "list.bib").write_text("\n".join(lines), encoding="utf-8")
        tex = (HERE / "biblatex.tex").read_text(encoding="utf-8")
        tex = tex.replace("LANGUAGE", BABEL[language]).replace("KEYS", "\n".join(map(ALONE, keys)))
        Path(folder, "list.tex").write_text(tex, encoding="utf-8")
        for command in (
            ["lualatex", "-interaction=batchmode", "list"],
            ["biber", "list"],
            ["lualatex", "-interaction=batchmode", "list"],
        ):
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
            warned = re.findall(r"(?m)^(?:WARN|ERROR).*", done.stdout)
            print(*warned, sep="\n", file=sys.stderr, end="\n" if warned else "")
        text = subprocess.run(
            ["pdftotext", "-raw", "list.pdf", "-"],
            cwd=folder, capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
    text = text.replace("ı\N{COMBINING DIAERESIS}", "ï")  # as TeX builds it
    parts = KEY.split(text.replace("\f", "").replace("\n", " "))[1:]
    return {
        key: " ".join(line.replace("‹", "<").replace("›", ">").split())
        for key, line in zip(parts[::2], parts[1::2], strict=True)
    }


if __name__ == "__main__":
    found = printed(sys.argv[1])
    out = HERE / f"biblatex.{sys.argv[1]}.json"
    out.write_text(json.dumps(found, indent=1, ensure_ascii=False, sort_keys=True) + "\n", "utf-8")
