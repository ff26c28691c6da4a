"""The page of models, which CONTRIBUTING leads to."""

from tasks.models import PAGE, text


def test_the_page_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == text(), "write it again: make models"
