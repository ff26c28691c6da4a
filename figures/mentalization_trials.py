"""The trials of mentalization-based treatment, and the eight-year follow-up of the first."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from figures.drawing import GRAY, INK, LIGHT, figure, rows
from figures.lettering import read_together

#: share of the advantage -> fill style of the mark
FILLS = {"1": "full", "0.5": "left", "0": "none"}


def draw_trials(axes: Axes, trials: list[dict[str, str]]) -> None:
    """A line a trial; the size of the mark is the number of patients."""
    axes.set(xlim=(0, 10), ylim=(len(trials) - 0.4, -1.3))
    axes.axis("off")
    for x, head in ((0, "Trial by"), (2.5, "Patients, compared with"), (6.5, "Result")):
        axes.text(x, -1, head, weight="bold", va="center")
    axes.text(1.93, -1, "Mark", weight="bold", va="center", ha="center")
    for place, row in enumerate(trials):
        axes.axhline(place - 0.5, color=LIGHT, lw=0.6, zorder=0)
        axes.text(0, place, f"{row['year']}  {row['group']}", va="center")
        axes.plot(
            1.93, place, marker="o", ms=int(row["people"]) ** 0.5 * 1.1, color=INK, mec=INK,
            fillstyle=FILLS[row["filled"]], markerfacecoloralt="white",
        )  # fmt: skip
        axes.text(2.5, place, f"{row['people']}, {row['against']}", va="center", fontsize=9.5)
        axes.text(6.5, place, row["result"], va="center", fontsize=9.5)


def draw_outcomes(axes: Axes, outcomes: list[dict[str, str]]) -> None:
    """The share of patients with each outcome after eight years, a pair a line."""
    axes.set(xlim=(0, 100), ylim=(len(outcomes) - 0.5, -0.6), xlabel="Percent of patients")
    title = "Eight years on, 41 patients of the first trial"
    axes.set_title(title, fontsize=10, weight="bold", pad=22)
    axes.text(
        0.5, 1.03, "filled: after MBT; open: after standard care",
        transform=axes.transAxes, ha="center", va="bottom", fontsize=9.5,
    )  # fmt: skip
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    for place, row in enumerate(outcomes):
        label = axes.text(
            -0.01, place, row["group"], transform=axes.get_yaxis_transform(),
            ha="right", va="center",
        )  # fmt: skip
        treated, usual = int(row["people"]), int(row["usual"])
        axes.plot([treated, usual], [place] * 2, color=GRAY, lw=1.2, zorder=0)
        for value, fill in ((treated, INK), (usual, "white")):
            axes.plot(value, place, marker="o", ms=7, color=INK, mfc=fill)
        values = [
            axes.text(value, place - 0.2, f"{value}%", ha="center", va="bottom", fontsize=9.5)
            for value in (treated, usual)
        ]
        read_together(label, *values)


def draw() -> Figure:
    """Trials above, follow-up below."""
    data = rows("mentalization-trials")
    trials = [row for row in data if row["kind"] == "trial"]
    outcomes = [row for row in data if row["kind"] == "outcome"]
    drawn = figure(0.42 * len(trials) + 3.1)
    parts = drawn.subfigures(2, height_ratios=[len(trials) + 1.5, 6], squeeze=False)
    draw_trials(parts[0, 0].add_subplot(), trials)
    draw_outcomes(parts[1, 0].add_subplot(), outcomes)
    return drawn
