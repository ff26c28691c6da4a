"""Write ``docs/models.md``: for each kind of work, the entry to write and what it prints."""

from pathlib import Path

from apabib.models import page
from tasks.environment import own

PAGE = Path(__file__).parent.parent / "docs" / "models.md"
_HEAD = """\
# Models of entries

<!-- Written by make models. Change the entries in packages/apabib/src/apabib/models/. -->

For each kind of work that a student of psychology cites: the entry to write, and what it prints.
The works are invented. `make show ARGS=--models` prints this page, too.

Copy the entry that comes nearest, and fill in your own work; leave out what it does not have.
What an entry must have besides, such as `verified` and `read`, is in \
[CONTRIBUTING.md](../CONTRIBUTING.md#what-an-entry-must-have).

"""


def text() -> str:
    """The whole page."""
    return _HEAD + page()


if __name__ == "__main__":
    own(PAGE).write_text(text(), encoding="utf-8", newline="\n")
    print(PAGE)
