"""APA 7: what a work prints as, in the list and in the text. No Sphinx here.

``format.References`` is the way in. ``work`` and ``people`` say what is in an entry, ``intext`` and
``format`` print it as spans of ``markup``, ``disambiguate`` keeps two works from looking like one.
"""
