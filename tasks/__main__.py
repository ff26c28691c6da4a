"""``python -m tasks TARGET [ARGUMENT ...]``: run one target (what ``make TARGET`` calls).

Standard library only: this is what runs before anything is installed. Any Python can read this
file, so that an old one can say so; everything else needs a new one.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - an old one is told so here
    sys.exit("tasks: Python 3.11 or newer is needed, this is " + sys.version.split()[0])

from tasks.environment import exit_status
from tasks.targets import main

if __name__ == "__main__":
    sys.exit(exit_status(main, sys.argv[1:]))
