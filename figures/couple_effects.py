"""Effects of couple therapy: two kinds of effect size, kept apart."""

from matplotlib.figure import Figure

from figures.drawing import forest


def draw() -> Figure:
    """Between-group effects above, pre-post effects below."""
    return forest("couple-effects", "Standardized mean difference (*d* or *g*)", (-0.15, 2.2), 5.6)
