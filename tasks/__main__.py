"""``python -m tasks TARGET [ARGUMENT ...]``: run one target (what ``make TARGET`` calls).

Standard library only: this is what runs before anything is installed.
"""

import sys

from tasks import targets
from tasks.environment import exit_status


def main(arguments: list[str]) -> int:
    """Run the target named first; return the exit status of the process."""
    name, *rest = arguments or ["help"]
    name = "help" if name in ("-h", "--help") else name
    target = targets.TARGETS.get(name)
    if target is None:
        print(f"tasks: no target {name!r}; `python -m tasks help` lists them", file=sys.stderr)
        return 2
    return target(rest)


if __name__ == "__main__":
    sys.exit(exit_status(main, sys.argv[1:]))
