"""The figures of the book, one drawing module each; ``python -m figures`` redraws them.

A module ``figures/<name>.py`` has a function ``draw() -> matplotlib Figure`` and becomes
``figures/<name>.svg`` with hyphens for underscores. What it plots comes from
``figures/data/<name>.csv``, in which every row names the key of its source.
"""
