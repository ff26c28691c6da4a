"""The cover: two points, and all that runs between them.

Most lines arrive. Some are broken, and some leave one side and do not reach the other: as the
claims of the book hold, hold in part, or have not been tested.
"""

import math
from itertools import pairwise

from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from figures import drawing

TITLE = ("Creating", "Connections")
SUBTITLE = "Attachment research, claim by claim"
AUTHOR = "The Creating Connections contributors"
#: Inches: A4.
WIDTH, HEIGHT = 8.27, 11.69
PAPER, INK, WARM = "#f3eee4", "#1c2b39", "#a8502f"
LEFT, RIGHT = (1.72, 2.72), (6.62, 5.52)
LINES = 31
#: Of the lines, counted from above: those that are broken, and those that end on the way.
BROKEN, UNFINISHED = {4, 11, 17, 22, 27}, {2: 0.62, 8: 0.44, 20: 0.55, 25: 0.7}


def _curve(bulge: float, end: float = 1.0) -> Path:
    """From the left point towards the right one, as far as *end*, bent aside by *bulge* inches."""
    (x0, y0), (x3, y3) = LEFT, RIGHT
    length = math.hypot(x3 - x0, y3 - y0)
    across = (-(y3 - y0) / length * bulge, (x3 - x0) / length * bulge)
    points = [
        LEFT,
        (x0 + (x3 - x0) * 0.3 + across[0], y0 + (y3 - y0) * 0.3 + across[1]),
        (x0 + (x3 - x0) * 0.7 + across[0], y0 + (y3 - y0) * 0.7 + across[1]),
        RIGHT,
    ]
    kept = [points[0]]
    while len(points) > 1:  # de Casteljau: the first part of the curve
        points = [
            (a[0] + (b[0] - a[0]) * end, a[1] + (b[1] - a[1]) * end) for a, b in pairwise(points)
        ]
        kept.append(points[0])
    return Path(kept, [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4])


def draw() -> Figure:
    """Draw the cover."""
    drawing.use_the_books_type()
    drawn = Figure(figsize=(WIDTH, HEIGHT))
    axes = drawn.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, WIDTH), ylim=(0, HEIGHT))
    axes.set_axis_off()
    axes.add_patch(Rectangle((0, 0), WIDTH, HEIGHT, facecolor=PAPER, edgecolor="none"))
    for number in range(LINES):
        place = 1 - 2 * number / (LINES - 1)
        bulge = 2.9 * math.copysign(abs(place) ** 1.25, place)
        end = UNFINISHED.get(number, 1.0)
        style = (0, (1.2, 3.4)) if number in BROKEN else "solid"
        axes.add_patch(
            PathPatch(
                _curve(bulge, end), facecolor="none", edgecolor=INK, linewidth=0.75,
                linestyle=style, capstyle="round", alpha=0.85,
            )
        )  # fmt: skip
    for point, color in ((LEFT, WARM), (RIGHT, INK)):
        axes.plot(*point, marker="o", markersize=17, color=color, markeredgecolor=PAPER, mew=3)
    for number, line in enumerate(TITLE):
        axes.text(0.98, 10.0 - 0.86 * number, line, fontsize=60, color=INK, va="baseline")
    axes.text(1.02, 8.55, SUBTITLE, fontsize=20, style="italic", color=WARM, va="baseline")
    axes.text(1.02, 0.88, AUTHOR, fontsize=14, color=INK, va="baseline")
    return drawn
