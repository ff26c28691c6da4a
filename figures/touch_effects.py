"""Effects of touch with their intervals, all from one meta-analysis."""

from matplotlib.figure import Figure

from figures.drawing import forest


def draw() -> Figure:
    """Outcomes first, then who was touched and who touched."""
    return forest("touch-effects", "Hedges’ *g* (positive values: better)", (0, 1.4), 6.8)
