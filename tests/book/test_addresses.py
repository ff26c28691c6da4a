"""Addresses are a contract: whatever was ever published stays reachable.

``addresses.txt`` lists every page and every id of a reference, a claim, a figure, a table or a
term that ever shipped. ``make addresses`` adds to it. Never remove a line; a page that has to
move leaves a page behind that leads to the new one.
"""

import pytest

from tasks import addresses


def test_every_published_address_still_exists(book):
    assert sorted(addresses.published() - addresses.addresses(book.html)) == []


def test_every_address_is_recorded(book):
    new = sorted(addresses.addresses(book.html) - addresses.published())
    assert new == [], "run: make addresses"


PAGE = '<h1 id="top">A</h1><p id="cite-a"><b id="claim-b"><i id="claim-b-head"></b>'


def test_new_addresses_are_added_and_none_goes(tmp_path, monkeypatch, capsys):
    (tmp_path / "html/chapters").mkdir(parents=True)
    (tmp_path / "html/index.html").write_text("<p>")
    (tmp_path / "html/chapters/a.html").write_text(PAGE)
    (tmp_path / "list").write_text("gone.html\nindex.html\n")
    monkeypatch.setattr(addresses, "OUTPUT", tmp_path)
    monkeypatch.setattr(addresses, "LIST", tmp_path / "list")
    assert addresses.main([]) == 0
    new = ["chapters/a.html", "chapters/a.html#cite-a", "chapters/a.html#claim-b"]
    assert capsys.readouterr().out.split("\n  ") == ["3 new addresses", *new[:2], new[2] + "\n"]
    assert (tmp_path / "list").read_text().split() == [*new, "gone.html", "index.html"]


def test_without_a_site_the_task_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(addresses, "OUTPUT", tmp_path)
    with pytest.raises(addresses.TaskError, match="run `make html` first"):
        addresses.main([])
