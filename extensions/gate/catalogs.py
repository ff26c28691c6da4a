"""The catalogs of translations: a translation may say no more than its message does."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from babel.messages.pofile import PoFileError, read_po

from extensions.gate.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Message


def check(path: str, content: bytes) -> Iterator[Finding]:
    """Everything in the catalog *path* that its messages do not have."""
    try:
        catalog = read_po(BytesIO(content), abort_invalid=True)
    except (PoFileError, ValueError, LookupError, AttributeError, TypeError) as error:
        line = getattr(error, "lineno", 0) or 1
        yield Finding(
            path, line, "catalog", f"this is no catalog: {error}; `make language` makes one"
        )
        return
    for message in catalog:
        if message.id:
            yield from _translation(path, message)


def _translation(path: str, message: Message) -> Iterator[Finding]:
    translations = message.string if isinstance(message.string, tuple | list) else [message.string]
    for translation in translations:
        if translation.lstrip("\ufeff").startswith("---"):
            yield Finding(
                path, message.lineno or 1, "catalog", "a translation cannot begin with dashes"
            )
