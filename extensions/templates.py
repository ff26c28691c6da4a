"""Templates of Jinja, compiled once for many builds.

To compile those of a page costs more than to fill them, and every process would do it anew. What
was compiled lies beside the doctrees, one file a template.
"""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import suppress
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import BytecodeCache

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2.bccache import Bucket

DIGEST = 32


class Compiled(BytecodeCache):
    """Keeps compiled templates in *folder*. What is damaged or made otherwise is compiled again.

    Jinja itself looks at the source of a template as it is in its file. The code made from it also
    hangs on *more*, what else was done to the source, and on how the environment compiles.
    """

    def __init__(self, folder: Path, environment: Environment, *more: object) -> None:
        self.folder = folder
        made_by = [
            sys.version,
            version("jinja2"),
            version("sphinx"),
            sorted(environment.extensions),
            environment.newstyle_gettext,  # type: ignore[attr-defined]
            environment.sandboxed,
            environment.optimized,
            environment.autoescape,
            environment.trim_blocks,
            environment.lstrip_blocks,
            *more,
        ]
        self.made_by = sha256(repr(made_by).encode()).digest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the code of a template, if it was compiled in this way and is whole."""
        try:
            kept = self._path(bucket).read_bytes()
        except OSError:
            return
        seal, code = kept[:DIGEST], kept[DIGEST:]
        if seal == self._seal(code):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template; a folder that cannot be written is no error."""
        code = bucket.bytecode_to_string()
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=self.folder)
            with os.fdopen(handle, "wb") as file:
                file.write(self._seal(code) + code)
            Path(temporary).replace(self._path(bucket))

    def _path(self, bucket: Bucket) -> Path:
        return self.folder / f"{bucket.key}.template"

    def _seal(self, code: bytes) -> bytes:
        return sha256(self.made_by + code).digest()
