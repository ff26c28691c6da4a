"""Preprints in BibTeX: programs write their servers as journals, and their numbers as volumes."""

from __future__ import annotations

import re

from apabib.intake.locate import arxiv_in
from apabib.text.latex import without_latex
from apabib.text.servers import server_of


def preprint(kind: str, fields: dict[str, str], left: list[tuple[str, str]]) -> str:
    """arXiv, as Google Scholar (a journal), DBLP (CoRR) and arXiv itself write it."""
    journal = bare(fields.get("journal", ""))
    number = arxiv_in(journal)
    server = server_of(journal)
    if server and server.casefold() != "arxiv":
        fields.pop("journal")
        if fields.get("publisher"):
            left.append(("publisher", fields["publisher"]))
        fields["publisher"] = server
        ssrn = re.search(r"SSRN\D*(\d+)\Z", journal)
        if ssrn and not fields.keys() & {"doi", "url"}:
            fields["url"] = f"https://ssrn.com/abstract={ssrn[1]}"
        fields.setdefault("entrysubtype", "preprint")
        # What stands there is a number of the server's own.
        left += [(name, fields.pop(name)) for name in ("volume", "pages") if fields.get(name)]
        return "misc"
    if not number and journal == "CoRR" and fields.get("volume", "").startswith("abs/"):
        number = arxiv_in("arXiv:" + fields["volume"].removeprefix("abs/"))
    if number:
        for name in ("journal", "volume", "pages", "number"):
            fields.pop(name, None)
        fields |= {"eprint": number, "eprinttype": "arxiv"}
        kind = "misc"
    if kind == "misc" and fields.get("eprint"):
        fields.setdefault("entrysubtype", "preprint")
    if kind == "misc" and fields.get("eprint"):
        server = bare(fields.get("eprinttype", "arxiv" if arxiv_in(fields.get("url", "")) else ""))
        if server.casefold() == "arxiv":
            fields["eprinttype"] = "arxiv"
            fields.setdefault("publisher", "arXiv")
            if not fields.get("doi"):
                fields.setdefault("url", f"https://arxiv.org/abs/{fields['eprint']}")
        elif server:
            fields.setdefault("publisher", server)
    return kind


def bare(value: str) -> str:
    """A value without braces around the whole."""
    value = value.strip()
    while value.startswith("{") and value.endswith("}") and value.count("{") == 1:
        value = value[1:-1].strip()
    return value if "\\" in value else without_latex(value) if value.count("{") > 1 else value
