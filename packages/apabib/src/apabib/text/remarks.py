"""What reference managers keep for themselves in the note of an entry."""

from __future__ import annotations

import re

#: What Zotero, Mendeley, Scopus and PubMed write into a note, each before a colon.
_OF_A_PROGRAM = re.compile(
    r"\s*\{?\\?(?:Accession Number|ADS Bibcode|arXiv|Bibcode|Citation ?Key|Cited [Bb]y"
    r"|Conference Name|DOI|_eprint|Export Date|Funding|ISBN|ISSN|Issue|LCCN|Library Catalog"
    r"|MAG ID|Number|Num Pages|Number of pages|OCLC|Original-date|Page Version ID|Place|PMCID"
    r"|Google-Books-ID|PMID|Publisher|Section|Section Title|tex\.\w+|Type|Version Number|WOS):"
)


def is_of_a_program(note: str) -> bool:
    """Whether a note is data of a program: ``PMID: 123``, ``Publisher: X _eprint: https://...``.

    It is not printed: no reader is meant.
    """
    return bool(_OF_A_PROGRAM.match(note))
