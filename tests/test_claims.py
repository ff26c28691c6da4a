"""extensions.claims: the directive, its errors, and the table of all claims."""

import pytest
from bs4 import BeautifulSoup


def page(app, name):
    return BeautifulSoup((app.outdir / f"{name}.html").read_text(encoding="utf-8"), "lxml")


@pytest.mark.sphinx("html", testroot="claim-table")
def test_a_claim_is_a_numbered_box(app, warning):
    app.build()
    assert warning.getvalue() == ""
    box = page(app, "first").find(id="claim-stranger-hand")
    print(box)
