"""The field from 1950 on, as this book tells it: ideas, measures, treatments, results, tests."""

from matplotlib.figure import Figure

from figures.drawing import GRAY, INK, PALE, figure, rows

#: kind of step -> (lane, its head, marker, fill): place and shape both tell it
KINDS = {
    "idea": (0, "Idea", "D", "white"),
    "measure": (1, "Measure", "^", "white"),
    "treatment": (2, "Treatment", "P", GRAY),
    "result": (3, "Result", "o", INK),
    "retest": (4, "Later test", "s", GRAY),
}


def draw() -> Figure:
    """Time runs down the page, so that every label has a line of its own."""
    data = rows("field-timeline")
    drawn = figure(0.215 * len(data) + 0.8)
    axes = drawn.add_subplot()
    axes.set(xlim=(-1.6, 13.4), ylim=(len(data) - 0.5, -3.6))
    axes.axis("off")
    for lane, head, _, _ in KINDS.values():
        axes.plot([lane, lane], [-0.6, len(data) - 0.4], color=PALE, lw=1.2, zorder=0)
        axes.text(lane, -0.9, head, rotation=50, va="bottom", fontsize=9)
    for place, row in enumerate(data):
        axes.text(-0.5, place, row["year"], ha="right", va="center", weight="bold", fontsize=9)
        if row["kind"] in KINDS:
            lane, _, marker, fill = KINDS[row["kind"]]
            axes.plot(lane, place, marker=marker, ms=6, color=INK, markerfacecolor=fill)
        else:  # the congress is a line through all of them
            axes.plot([0, 4], [place, place], color=INK, lw=1.2)
        axes.text(4.8, place, row["label"], va="center", fontsize=9)
    return drawn
