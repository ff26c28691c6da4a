"""APA 7: what a work prints as, in the list and in the text. No Sphinx here.

``format.References`` is the way in. ``work`` says what is in an entry, and ``kinds`` what kind of
work it is. A reference is its elements: ``credits`` (who, with ``people`` and ``roles``), ``when``,
``title`` (with ``numbers``, ``labels`` and ``related``), ``source``, ``address``, ``history`` and
``notices``; a law has the one of ``legal``. ``intext`` prints citations, by the names of ``naming``
and ``laws``; ``disambiguate`` keeps two works from looking like one. All are spans of ``markup``.
"""
