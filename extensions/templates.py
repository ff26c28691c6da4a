"""Templates of Jinja, compiled once for many builds.

To compile those of a page costs more than to fill them, and every process would do it anew. What
was compiled lies beside the doctrees, one file a template.
"""

from __future__ import annotations

import sys
from importlib.metadata import version
from typing import TYPE_CHECKING

from jinja2 import BytecodeCache

from extensions.kept import keep_bytes, load_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from jinja2 import Environment
    from jinja2.bccache import Bucket


class Compiled(BytecodeCache):
    """Keeps compiled templates in *folder*. What is damaged or made otherwise is compiled again.

    Jinja itself looks at the source of a template as it is in its file. The code made from it also
    hangs on *more*, what else is done to the source, and on how the environment compiles.
    """

    def __init__(self, folder: Path, environment: Environment, *more: object) -> None:
        self.folder = folder
        made_by = (
            sys.version,
            version("jinja2"),
            version("sphinx"),
            sorted(environment.extensions),
            environment.sandboxed,
            environment.optimized,
            environment.autoescape,
            environment.trim_blocks,
            environment.lstrip_blocks,
            more,
        )
        self.made_by = repr(made_by)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the code of a template, if it was compiled in this way."""
        code = load_bytes(self._path(bucket), self.made_by)
        if code is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        keep_bytes(self._path(bucket), self.made_by, bucket.bytecode_to_string())

    def _path(self, bucket: Bucket) -> Path:
        return self.folder / f"{bucket.key}.template"
