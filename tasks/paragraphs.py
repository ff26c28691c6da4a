"""Bring the contract of paragraph numbers up to date: ``python -m tasks.paragraphs``.

Sphinx reads the pages, and ``extensions.paragraphs.contract`` says what keeps its number. With
``--check`` nothing is written; the exit status is 1 where something would be.
"""

import pickle
import sys
from pathlib import Path

from sphinx.application import ENV_PICKLE_FILENAME

from tasks import book
from tasks.environment import REPOSITORY, TaskError, exit_status, own

CONTRACT = REPOSITORY / "paragraphs.txt"


def fingerprints(doctrees: Path) -> dict[str, list[str]]:
    """Those of every page, as the last build into *doctrees* read them."""
    with (doctrees / ENV_PICKLE_FILENAME).open("rb") as file:
        environment = pickle.load(file)  # our own, written just now
    pages = environment.domaindata["paragraphs"]["paragraphs"]
    return {page: [one.fingerprint for one in read] for page, read in pages.items()}


def renewed(contract: str, doctrees: Path) -> str:
    """The text of *contract* brought up to date. TaskError for one that is damaged."""
    from extensions.paragraphs.contract import ContractError, read, renewed

    try:
        return renewed(read(contract), fingerprints(doctrees))
    except ContractError as error:
        raise TaskError(f"{CONTRACT.name}:{error.line}: {error}") from error


def numbers(contract: str) -> dict[str, str]:
    """Each number of *contract* behind its page, and the fingerprint."""
    lines = (line.split() for line in contract.splitlines() if not line.startswith("#"))
    return {f"{page} {number}": print_ for page, number, print_ in lines}


def main(arguments: list[str]) -> int:
    """Read the book, write the contract, say what is new and what is gone; return 0.

    With ``--check``, return 1 where it is not up to date.
    """
    if set(arguments) - {"--check"}:
        raise TaskError("usage: make paragraphs ARGS=--check")
    work = book.OUTPUT / ".work" / "paragraphs"
    work.mkdir(parents=True, exist_ok=True)
    if book.sphinx("dummy", work, [], "-D", "suppress_warnings=paragraphs.no_number"):
        raise TaskError("failed: the pages could not be read (see above)")
    old = CONTRACT.read_text("utf-8") if CONTRACT.exists() else ""
    new = renewed(old, work / "doctrees")
    before, after = numbers(old), numbers(new)
    added = [name for name in after if name not in before]
    gone = [name for name, print_ in after.items() if print_ == "-" != before.get(name, "-")]
    if "--check" in arguments:
        if new == old:
            return 0
        print(f"{CONTRACT.name} is not up to date: run `make paragraphs`, and commit it")
        return 1
    if new != old:
        own(CONTRACT).write_text(new, "utf-8", newline="\n")
    print(f"{len(added)} new paragraphs", *added, sep="\n  ")
    print(f"{len(gone)} gone", *gone, sep="\n  ")
    return 0


if __name__ == "__main__":
    sys.exit(exit_status(main, sys.argv[1:]))
