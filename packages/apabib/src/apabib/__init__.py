"""A bibliography tool: ``apabib check|tidy|add|verify|export|show``.

It reads a BibTeX file and the chapters that cite it, says what is wrong and what to do, and brings
new entries in. It knows nothing of Sphinx, so that it starts fast and runs in CI, in pre-commit and
by hand; the Sphinx build calls :func:`apabib.rules.run.errors`.

Rooms, each above those that it may use (``tests/test_house.py`` holds the walls):

``text``      vocabulary: names, cases, accents, identifiers, ordinals
``bibtex``    a file read into entries, its data model, its canonical form
``apa7``      APA 7 itself, which also prints the book
``registry``  what Crossref and others know of a work, compared and kept
``manuscript`` chapters, and what they cite
``rules``     what is wrong, one theme a module; ``run`` puts them together
``intake``    new entries, from a registry or pasted

Libraries: rapidfuzz finds the nearest key; python-stdnum knows check digits (idutils was compared:
its import alone takes 0.3 s of the half second that a check may take); requests asks, with
urllib3's Retry; filelock and rich do what their names say. Lines of tags (RIS, ENW, NBIB) are read
here: rispy, which read RIS once, cuts addresses at a semicolon, takes no record behind a number or
with one space before the hyphen, and keeps no word of the tags that it does not know.
"""

__version__ = "0.1.0"
