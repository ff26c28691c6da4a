"""The history of the hill: reports, theory, and criticism, a lane each."""

from matplotlib.figure import Figure

from figures.drawing import GRAY, INK, PALE, figure, rows

#: kind of step -> (lane, marker, fill): place and shape both tell it
KINDS = {"report": (0, "o", INK), "theory": (1, "D", "white"), "criticism": (2, "s", GRAY)}


def draw() -> Figure:
    """Time runs down the page, so that every label has a line of its own."""
    data = rows("hill-timeline")
    drawn = figure(0.3 * len(data) + 0.9)
    axes = drawn.add_subplot()
    axes.set(xlim=(-0.9, 12), ylim=(len(data) - 0.5, -2.6))
    axes.axis("off")
    for kind, (lane, _, _) in KINDS.items():
        axes.plot([lane, lane], [-0.6, len(data) - 0.4], color=PALE, lw=1.2, zorder=0)
        axes.text(lane, -0.9, kind.capitalize(), rotation=50, va="bottom", fontsize=9)
    for place, row in enumerate(data):
        lane, marker, fill = KINDS[row["side"]]
        axes.plot(lane, place, marker=marker, ms=6.5, color=INK, markerfacecolor=fill)
        axes.text(-0.5, place, row["year"], ha="right", va="center", weight="bold")
        axes.text(2.7, place, row["label"], va="center")
    return drawn
