"""The contributor's bibliography tool: ``apabib check|tidy|add|verify|export|show``.

It reads ``refs.bib`` and the chapters, says what is wrong with them and what to do, and brings new
entries in. It knows nothing of Sphinx, so that it starts fast and runs in CI, in pre-commit and by
hand; the Sphinx build calls :func:`apabib.check.errors`.

Modules: ``parse`` reads into ``entries``; ``check`` and the ``rules`` judge; ``tidy`` writes the
canonical form; ``formats``, ``csl``, ``registry`` and ``add`` bring entries in, as ``drafts``;
``verify`` and ``snapshot`` compare them with the registry; ``export`` and ``printed`` give them
out; ``files`` writes safely. ``apa7`` is APA 7 itself, which also prints the book.

Libraries: rapidfuzz finds the nearest key; python-stdnum knows check digits (idutils was compared:
its import alone takes 0.3 s of the half second that a check may take); rispy reads RIS; requests
asks, with urllib3's Retry; filelock and rich do what their names say. PubMed's NBIB is a dozen tags
and read here: the package for it had its last release in 2021.
"""
