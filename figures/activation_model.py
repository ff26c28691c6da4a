"""The activation model of the attachment system as a flow."""

from itertools import pairwise
from math import dist

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch
from matplotlib.text import Text

from figures.drawing import GRAY, INK, PALE, figure, rows
from figures.lettering import read_last

#: kind of box -> (corner, line style, fill): shape tells questions, states and outcomes apart
STYLES = {
    "question": ("round,pad=0.02,rounding_size=0.25", "-", "white"),
    "state": ("square,pad=0.02", "-", "white"),
    "outcome": ("square,pad=0.02", "-", PALE),
}


def draw_box(axes: Axes, row: dict[str, str]) -> None:
    """One box with its text."""
    x, y, width, height = (float(row[k]) for k in ("x", "y", "width", "height"))
    corner, line, fill = STYLES[row["kind"]]
    axes.add_patch(
        FancyBboxPatch(
            (x - width / 2, y - height / 2),
            width,
            height,
            boxstyle=corner,
            fc=fill,
            ec=INK,
            lw=0.9,
            ls=line,
        )
    )
    text = row["label"].replace("|", "\n")
    axes.text(x, y, text, ha="center", va="center", fontsize=9, linespacing=1.25)


def draw_arrow(axes: Axes, row: dict[str, str]) -> Text | None:
    """An arrow along the points of ``path``, with its word on the middle of its longest part."""
    numbers = (point.split() for point in row["path"].split("|"))
    points = [(float(x), float(y)) for x, y in numbers]
    color, line = (GRAY, "--") if row["kind"] == "feedback" else (INK, "-")
    xs, ys = zip(*points, strict=True)
    axes.plot(xs[:-1], ys[:-1], color=color, ls=line, lw=0.9)
    axes.annotate(
        "", points[-1], points[-2],
        arrowprops={
            "arrowstyle": "-|>", "color": color, "lw": 0.9, "ls": line, "shrinkA": 0, "shrinkB": 0,
        },
    )  # fmt: skip
    if not row["label"]:
        return None
    start, end = max(pairwise(points), key=lambda part: dist(*part))
    return axes.text(
        (start[0] + end[0]) / 2, (start[1] + end[1]) / 2, row["label"],
        fontsize=13 if row["kind"] == "feedback" else 10,
        style="italic", ha="center", va="center",
        bbox={"fc": "white", "ec": "none", "pad": 1.2},
    )  # fmt: skip


def draw() -> Figure:
    """Questions in rounded boxes, states in plain ones, outcomes in shaded ones."""
    drawn = figure(6.0)
    axes = drawn.add_subplot()
    axes.set(xlim=(0, 11), ylim=(0, 12.4))
    axes.axis("off")
    signs = []
    for row in rows("activation-model"):
        if row["kind"] in STYLES:
            draw_box(axes, row)
        elif (word := draw_arrow(axes, row)) and row["kind"] == "feedback":
            signs.append(word)
    read_last(*signs)
    return drawn
