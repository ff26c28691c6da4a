"""Record the ratings of an edition that comes out: ``python -m tasks.edition``.

They go into ``editions.json``, from which the page of changes is made. An edition is recorded once:
what it said then stays, so that the next one can be compared with it.
"""

import sys
import tempfile
from pathlib import Path

from extensions.changes import record
from extensions.changes.record import FILE, Edition, Rated
from tasks.environment import REPOSITORY, TaskError, exit_status, own


def claims_of(source: Path) -> dict[str, Rated]:
    """The claims of the book in the folder *source*. TaskError if it cannot be read."""
    from sphinx.application import Sphinx

    from extensions.changes.model import claims_now
    from extensions.claims.domain import claim_domain

    with tempfile.TemporaryDirectory() as folder:
        app = Sphinx(source, source, folder, folder, "dummy", status=None)
        app.build()
        if app.statuscode:
            raise TaskError("the book cannot be read (see above): nothing was recorded")
        return claims_now(claim_domain(app.env))


def recorded(source: Path) -> list[Edition]:
    """The editions on record. TaskError for a damaged record."""
    try:
        return record.load(source)
    except record.RecordError as error:
        raise TaskError(str(error)) from error


def main(arguments: list[str]) -> int:
    """Add the edition that CITATION.cff names; return 0. TaskError if it is not ready."""
    from sphinx.config import Config
    from sphinx.util.tags import Tags

    from extensions.quoting.edition import edition_of

    config = Config.read(REPOSITORY, overrides={}, tags=Tags())
    here = edition_of(REPOSITORY, config)
    if not here.released or not here.date:
        raise TaskError("CITATION.cff has no date-released: write it, then run this again")
    if here.version != config.version:
        raise TaskError(f"CITATION.cff has version {here.version}, conf.py {config.version}")
    editions = recorded(REPOSITORY)
    if here.version in [one.version for one in editions]:
        raise TaskError(f"{FILE} has {here.version} already, and a record stays as it is")
    new = Edition(here.version, here.date, claims_of(REPOSITORY))
    path = own(REPOSITORY / FILE)
    path.write_text(record.dump([*editions, new]), "utf-8", newline="\n")
    print(f"{FILE}: {here.version} of {here.date}, {len(new.claims)} claims")
    return 0


if __name__ == "__main__":
    sys.exit(exit_status(main, sys.argv[1:]))
