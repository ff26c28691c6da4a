"""APA 7: what an entry prints as, in the list and in the text. No Sphinx here.

``format.Bibliography`` is the way in. ``markup``, ``names`` and ``work`` read entries, ``intext``
and ``format`` print them, ``disambiguate`` keeps two works from looking like one.
"""
