"""The nodes of lists of references. ``html`` and ``typst`` print them.

A reference is a docutils citation, so a format that has no visitors for ours prints that.
"""

from __future__ import annotations

from docutils import nodes


class reference_list(nodes.General, nodes.Element):
    """Where references go: those of page ``docname``, or with ``whole`` those of the book."""


class apa_reference(nodes.citation):
    """An entry of a list, whose ``key`` it has: a label, the reference, perhaps ``cited_in``.

    ``backrefs`` are the ids of the places on this page that cite it.
    """


class apa_label(nodes.label):
    """The work as it is cited, where a format numbers or labels its references; APA does not."""


class cited_in(nodes.paragraph):
    """Under a reference of the whole list: links to the pages that cite it.

    ``places`` has every citing place of the book as ``(docname, id)``.
    """
