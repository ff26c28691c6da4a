"""The two hand-holding studies side by side: who took part, and what each hand did."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from figures.drawing import GRAY, INK, LIGHT, figure, rows

DOTS_A_ROW = 20


def draw_sample(axes: Axes, left: float, top: float, people: int) -> None:
    """One dot a participant."""
    at = range(people)
    axes.scatter(
        [left + 0.018 * (i % DOTS_A_ROW) for i in at],
        [top - 0.036 * (i // DOTS_A_ROW) for i in at],
        s=9, color=INK, linewidth=0,
    )  # fmt: skip


def draw() -> Figure:
    """A column a study, a row a hand."""
    drawn = figure(3.5)
    axes = drawn.add_subplot()
    axes.set(xlim=(0, 1), ylim=(0, 1))
    axes.axis("off")
    data = rows("hand-holding")
    hands = list(dict.fromkeys(row["aspect"] for row in data))
    places = {hand: 0.42 - 0.17 * i for i, hand in enumerate(hands)}
    for hand, place in places.items():
        axes.text(0, place, hand, va="center")
    axes.text(0, 0.73, "Participants", va="center")
    for left, study in ((0.24, "2006"), (0.64, "2017")):
        own = [row for row in data if row["study"] == study]
        axes.text(left, 0.96, study, fontsize=13, weight="bold", va="center")
        axes.text(left, 0.87, f"{own[0]['n']} people: {own[0]['who']}", va="center", fontsize=9.5)
        draw_sample(axes, left + 0.006, 0.79, int(own[0]["n"]))
        for row in own:
            place = places[row["aspect"]]
            if not row["filled"]:
                axes.plot([left, left + 0.14], [place] * 2, color=GRAY, linestyle=":", lw=1)
            else:
                frame = Rectangle((left, place - 0.03), 0.14, 0.06, fill=False, ec=INK, lw=0.8)
                axes.add_patch(frame)
                axes.add_patch(
                    Rectangle((left, place - 0.03), 0.14 * float(row["filled"]), 0.06, fc=GRAY)
                )
            axes.text(left + 0.16, place, row["finding"], va="center", fontsize=9.5)
    axes.plot([0, 1], [0.53, 0.53], color=LIGHT, lw=0.6)
    axes.text(
        0.2, 0.535, "Activity under threat, compared with holding no hand",
        fontsize=9.5, color=GRAY, va="bottom", style="italic",
    )  # fmt: skip
    return drawn
