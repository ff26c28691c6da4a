"""The PDF validator finds what it should: it passes one good PDF and fails one bad."""

from pathlib import Path

import pytest
import typst
import verapdf

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("verapdf")]

PAGE = b"""#set document(title: "Page")
#set text(lang: "en")
= Page
Text with a #link("https://example.org")[link].
"""


@pytest.mark.parametrize("flavour", sorted(verapdf.PROFILES))
def test_good_pdf(tmp_path: Path, flavour: str) -> None:
    good = tmp_path / "good.pdf"
    typst.compile(PAGE, output=good, pdf_standards=["ua-1", "a-2a"], timestamp=0)
    assert verapdf.validate(good, flavour) == []


def test_bad_pdf(tmp_path: Path) -> None:
    bad = tmp_path / "bad.pdf"
    typst.compile(PAGE, output=bad, pdf_tags=False, timestamp=0)
    rules = {failure.partition(":")[0] for failure in verapdf.validate(bad, "PDFUA_1")}
    # No identification as PDF/UA; not marked as tagged; no structure tree.
    assert {"5-1", "6.2-1", "7.1-11"} <= rules
