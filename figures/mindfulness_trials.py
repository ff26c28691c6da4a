"""What trials of mindfulness show: the stronger the rival, the smaller the difference."""

from matplotlib.figure import Figure

from figures.drawing import forest


def draw() -> Figure:
    """Two meta-analyses on one axis."""
    return forest(
        "mindfulness-trials",
        "Standardized mean difference (positive values favor mindfulness)",
        (-0.2, 0.8),
        3.9,
    )
