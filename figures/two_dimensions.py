"""The two dimensions of adult attachment, with the four regions that Bartholomew and Horowitz
named and no border between them."""

from matplotlib.figure import Figure

from figures.drawing import GRAY, LIGHT, figure, rows
from figures.lettering import read_together


def draw() -> Figure:
    """A plane: anxiety across, avoidance up."""
    drawn = figure(4.2, 4.4)
    axes = drawn.add_subplot()
    axes.set(xlim=(-1, 1), ylim=(-1, 1), xticks=[-0.86, 0.86], yticks=[-0.86, 0.86])
    axes.set_aspect("equal")
    axes.set_facecolor("white")
    ends = ["low", "high"]
    axes.set_xticklabels(ends)
    axes.set_yticklabels(ends, rotation=90, va="center")
    axes.tick_params(length=0, labelcolor=GRAY)
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.axhline(0, color=LIGHT, linewidth=0.7)
    axes.axvline(0, color=LIGHT, linewidth=0.7)
    # A field of points: everybody has a place, and no border divides the field.
    steps = [-0.9 + 0.2 * i for i in range(10)]
    axes.scatter(
        [x for x in steps for _ in steps], [y for _ in steps for y in steps],
        s=3, color=LIGHT, linewidth=0,
    )  # fmt: skip
    axes.set_xlabel("Attachment anxiety\nworry that the other will not be there")
    axes.set_ylabel("Attachment avoidance\nunease with closeness")
    read_together(axes.xaxis.label, *axes.get_xticklabels())
    read_together(axes.yaxis.label, *axes.get_yticklabels())
    for row in rows("two-dimensions"):
        if row["kind"] == "region":
            axes.text(
                float(row["anxiety"]), float(row["avoidance"]), row["label"],
                ha="center", va="center", fontsize=13, style="italic",
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 3},
            )  # fmt: skip
    return drawn
