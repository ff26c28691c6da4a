"""Every address that ever shipped, asked of the server of deploy/."""

from urllib.parse import quote

import pytest
from test_deploy import caddy, serve

from tasks import addresses, deploy

__all__ = ["caddy"]


@pytest.mark.slow
def test_every_published_address_is_answered(book, caddy, tmp_path):
    deploy.make(book.html, tmp_path / "root")
    pages = {address.partition("#")[0] for address in addresses.published()}
    files = [path.relative_to(book.html).as_posix() for path in book.html.rglob("*.*")]
    offered = [name for name in files if name.endswith((".pdf", ".epub", ".zip", ".svg"))]
    assert offered
    for site in serve(caddy, tmp_path / "root", tmp_path):
        answers = {path: site.get(f"/{quote(path)}")[0] for path in sorted([*pages, *offered])}
    assert {path: status for path, status in answers.items() if status != 200} == {}
