"""``python -m tasks TARGET [ARGUMENT ...]``: run one target (what ``make TARGET`` calls).

Standard library only: this is what runs before anything is installed.
"""

import sys

from tasks import targets


def main(arguments: list[str]) -> int:
    """Run the target named first; return the exit status of the process."""
    name, *rest = arguments or ["help"]
    target = targets.TARGETS.get(name)
    if target is None:
        print(f"tasks: no target {name!r}; `python -m tasks help` lists them", file=sys.stderr)
        return 2
    try:
        return target(rest)
    except targets.TaskError as error:
        print(f"tasks: {error}", file=sys.stderr)
        return error.status
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
