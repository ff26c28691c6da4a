"""What all figures share: the type, the look, the data files, reproducible SVG.

Text stays text, which can be searched, copied and spoken in every output: ``figures.lettering``.
Gray levels, marks, and words tell things apart: nothing depends on color.
"""

import csv
import importlib
import io
from functools import cache
from pathlib import Path

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.figure import Figure

from figures import lettering

FOLDER = Path(__file__).parent
NOT_FIGURES = {"__init__", "__main__", "drawing", "lettering"}
INK, GRAY, LIGHT, PALE = "#1a1a1a", "#666666", "#b3b3b3", "#ececec"
#: Width of the text block of the PDF, in inches.
WIDTH = 5.5


#: What is drawn, but is no figure of the text: it has no number, no data, and no source.
PLATES = {"cover"}


def names() -> list[str]:
    """The names of all figures, sorted."""
    return [name for name in drawings() if name not in PLATES]


def drawings() -> list[str]:
    """The names of all that is drawn, sorted."""
    stems = {path.stem for path in FOLDER.glob("*.py")} - NOT_FIGURES
    return sorted(stem.replace("_", "-") for stem in stems)


def rows(name: str) -> list[dict[str, str]]:
    """The rows of ``data/<name>.csv``; each has a ``source``, the key of its reference."""
    with (FOLDER / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def use_the_books_type() -> None:
    """Register Libertinus Serif (its Latin letters, in ``type/``) with matplotlib."""
    for face in sorted((FOLDER / "type").glob("*.ttf")):
        font_manager.fontManager.addfont(face)
    mpl.rcParams.update({
        "font.family": "Libertinus Serif",
        "font.size": 10,
        "text.color": INK,
        "axes.edgecolor": GRAY,
        "axes.labelcolor": INK,
        "axes.linewidth": 0.6,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.unicode_minus": True,
        "xtick.color": INK,
        "ytick.color": INK,
        "xtick.major.width": 0.6,
        "ytick.major.width": 0.6,
        # Italic letters of formulas in the book's type too.
        "mathtext.fontset": "custom",
        "mathtext.it": "Libertinus Serif:italic",
        "mathtext.rm": "Libertinus Serif",
        "mathtext.bf": "Libertinus Serif",
        "mathtext.cal": "Libertinus Serif",
        "mathtext.sf": "Libertinus Serif",
        "mathtext.tt": "Libertinus Serif",
        "svg.fonttype": "none",
        # Names of clip paths must not change from run to run.
        "svg.hashsalt": "creating-connections",
    })  # fmt: skip


def figure(height: float, width: float = WIDTH) -> Figure:
    """An empty figure in the book's type; sizes in inches."""
    use_the_books_type()
    return Figure(figsize=(width, height), layout="constrained")


def svg(name: str) -> str:
    """The SVG source of figure *name*, the same on every run."""
    module = importlib.import_module(f"figures.{name.replace('-', '_')}")
    buffer = io.StringIO()
    module.draw().savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    return lettering.lettered(buffer.getvalue())


def write(name: str, folder: Path) -> Path:
    """Draw figure *name* into *folder*; return the path of the file."""
    path = folder / f"{name}.svg"
    path.write_text(svg(name), encoding="utf-8", newline="\n")
    return path


def forest(name: str, xlabel: str, xlim: tuple[float, float], height: float) -> Figure:
    """A forest plot of ``data/<name>.csv``: a line a row, under the name of its panel.

    Columns: panel, label, estimate, low, high, source. A filled mark has its interval; a hollow
    one is an estimate whose interval no source gave.
    """
    drawn = figure(height)
    axes = drawn.add_subplot()
    axes.axvline(0, color=GRAY, linewidth=0.6)
    ticks: list[float] = []
    labels: list[str] = []
    place, panel = 0.0, None
    for row in rows(name):
        if row["panel"] != panel:
            panel = row["panel"]
            place -= 0.6 if ticks else 0
            axes.text(
                -0.01, place, panel, transform=axes.get_yaxis_transform(),
                ha="right", va="center", weight="bold",
            )  # fmt: skip
            place -= 1
        value = float(row["estimate"])
        if row["low"]:
            axes.plot([float(row["low"]), float(row["high"])], [place] * 2, color=INK, lw=1)
        axes.plot(
            value, place, marker="o", markersize=5.5, color=INK,
            markerfacecolor=INK if row["low"] else "white",
        )  # fmt: skip
        interval = f" [{number(row['low'])}, {number(row['high'])}]" if row["low"] else ""
        axes.text(
            1.01, place, number(row["estimate"]) + interval,
            transform=axes.get_yaxis_transform(), va="center",
        )  # fmt: skip
        ticks.append(place)
        labels.append(row["label"])
        place -= 1
    axes.set(xlim=xlim, ylim=(place + 0.3, 0.7), yticks=ticks, xlabel=xlabel)
    axes.set_yticklabels(labels)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    return drawn


def number(text: str) -> str:
    """A number as the book prints it, with a true minus sign."""
    return text.replace("-", "\N{MINUS SIGN}")
