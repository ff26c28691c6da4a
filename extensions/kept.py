"""Small things that are worked out in one build and read back by the next, in files of their own.

A file is read back only if it is whole and was made of the same; otherwise it is made again.
"""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

DIGEST = 32


def load_bytes(path: Path, made_of: str) -> bytes | None:
    """What ``keep_bytes`` wrote, if it was made of *made_of* and no byte of it has changed."""
    try:
        kept = path.read_bytes()
    except OSError:
        return None
    seal, content = kept[:DIGEST], kept[DIGEST:]
    return content if seal == _seal(content, made_of) else None


def keep_bytes(path: Path, made_of: str, content: bytes) -> None:
    """Write a file at once or not at all; a folder that cannot be written is no error."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(_seal(content, made_of) + content)
        Path(temporary).replace(path)


def _seal(content: bytes, made_of: str) -> bytes:
    return sha256(f"{len(made_of)} {made_of}".encode() + content).digest()


def load(path: Path, made_of: str) -> dict[str, Any]:
    """What ``keep`` wrote; nothing if it was made of something else, or is damaged."""
    content = load_bytes(path, made_of)
    return {} if content is None else json.loads(content)


def keep(path: Path, made_of: str, values: Mapping[str, Any]) -> None:
    """Write *values*, which JSON can hold, as made of *made_of*."""
    keep_bytes(path, made_of, json.dumps(values).encode())
