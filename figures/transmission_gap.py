"""How the link between a parent's attachment and a child's shrank in two decades."""

from matplotlib.figure import Figure

from figures.drawing import INK, LIGHT, figure, rows
from figures.lettering import read_together

#: marker, line style and fill of each line
LINES = (("o", "-", INK), ("s", "--", "white"))


def draw() -> Figure:
    """Two lines from the earlier synthesis to the later one."""
    drawn = figure(3.2, 4.8)
    # A line of the grid just below words would look like a rule under them.
    ground = {"fc": "white", "ec": "none", "pad": 4}
    axes = drawn.add_subplot()
    for row, (marker, line, fill) in zip(rows("transmission-gap"), LINES, strict=True):
        values = [float(row["earlier"]), float(row["later"])]
        axes.plot([0, 1], values, marker=marker, ls=line, lw=1.1, ms=6.5, color=INK, mfc=fill)
        marked = [
            axes.text(
                x + (0.05 if x else -0.05), value, f"{value:.2f}".lstrip("0"),
                ha=side, va="center", bbox=ground, zorder=1.5,
            )
            for x, value, side in ((0, values[0], "right"), (1, values[1], "left"))
        ]  # fmt: skip
        name = axes.text(
            1.18, values[1], row["parents"],
            va="center", bbox=ground, zorder=1.5,
        )  # fmt: skip
        read_together(name, *marked)
    axes.set(xlim=(-0.25, 2.04), ylim=(0, 0.55), xticks=[0, 1], ylabel="Correlation *r*")
    axes.set_xticklabels(["Two decades\nearlier", "Synthesis\nof 2016"])
    axes.set_yticks([0, 0.1, 0.2, 0.3, 0.4, 0.5], ["0", ".1", ".2", ".3", ".4", ".5"])
    read_together(axes.yaxis.label, *axes.get_yticklabels())
    axes.grid(axis="y", color=LIGHT, lw=0.3)
    axes.set_axisbelow(True)
    axes.tick_params(length=0)
    axes.spines["bottom"].set_visible(False)
    return drawn
