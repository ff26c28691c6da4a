"""Ask every address outside whether it is still there: ``python -m tasks.links``.

Sphinx's own builder asks. Only an answer that a page is gone (404, 410) is a failure: a site that
keeps machines out (401, 403, 429), is down (5xx) or does not answer says nothing of its pages.
"""

import json
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace

from tasks.environment import REPOSITORY, TaskError, exit_status

#: How the account of a broken link begins when the page is gone.
GONE = re.compile(r"(?:404|410) ")
#: Seconds to wait for an answer, and at most for one that asks to come back later.
SETTINGS = {
    "linkcheck_timeout": 20,
    "linkcheck_rate_limit_timeout": 30.0,
    "linkcheck_retries": 2,
    "linkcheck_anchors": False,
    "linkcheck_allow_unauthorized": True,
    "linkcheck_report_timeouts_as_broken": False,
}


@dataclass
class Verdict:
    """What came of the addresses; a line with file, line and reason for each that has one."""

    there: int = 0
    gone: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def ask(source: Path, work: Path) -> Verdict:
    """Ask for every address in the book at *source*; *work* is for files between.

    Raises TaskError where the book cannot be read.
    """
    output = work / "linkcheck"
    try:
        with docutils_namespace():
            Sphinx(
                source, source, output, work / "doctrees", "linkcheck",
                confoverrides=SETTINGS, status=None, warning=None,
            ).build()  # fmt: skip
    except SphinxError as error:
        raise TaskError(f"the book could not be read: {error}") from error
    answers = (output / "output.json").read_text("utf-8").splitlines()
    return judge(json.loads(answer) for answer in answers)


def judge(answers: Iterable[dict[str, Any]]) -> Verdict:
    """Sort the *answers* that Sphinx's builder wrote."""
    verdict = Verdict()
    for answer in answers:
        line = "{filename}:{lineno}: {uri}: {status} {info}".format(**answer).strip()
        if answer["status"] in ("working", "redirected"):
            verdict.there += 1
        elif answer["status"] == "broken" and GONE.match(answer["info"]):
            verdict.gone.append(line)
        elif answer["status"] in ("broken", "timeout", "ignored"):
            verdict.unknown.append(line)
    return verdict


def main(arguments: list[str]) -> int:
    """Print what is gone and what is unknown; return 1 if something is gone.

    Raises TaskError if no address at all is there: then the network is not.
    """
    verdict = ask(REPOSITORY, REPOSITORY / "build" / ".links")
    print("Unknown:", *sorted(verdict.unknown), sep="\n  ")
    print("Gone:", *sorted(verdict.gone), sep="\n  ")
    print(f"{verdict.there} there, {len(verdict.unknown)} unknown, {len(verdict.gone)} gone")
    if not verdict.there:
        raise TaskError("no address is there: is the network within reach?")
    return 1 if verdict.gone else 0


if __name__ == "__main__":
    sys.exit(exit_status(main, sys.argv[1:]))
