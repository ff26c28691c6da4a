"""Chapters as their author wrote them: what they cite, in which line, and what stands around it.

``reading``   which files are chapters, and reading them
``chapters``  the plain data
``targets``   the inside of a citation: keys, and the notes around them
``myst``      Markdown, read by the parser that MyST uses
``options``   the options of a MyST directive
``rst``       reStructuredText: its citations, without a parser of its own
"""
