"""What a PDF gets that Typst 0.15 does not give it: a structure, rights, and a small size."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

# Or it would say in every build, at the level of information, that it is there.
logging.getLogger("pikepdf").setLevel(logging.WARNING)
import pikepdf  # noqa: E402

from .structure import arrange  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from .rights import Rights


def finish(path: Path, parts: Collection[str] = (), rights: Rights | None = None) -> None:
    """Write a tagged PDF anew: arranged (see ``structure``), with its rights, and packed.

    The same input makes the same bytes.
    """
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        arrange(pdf, parts)
        if rights is not None and rights.holder:
            _state(pdf, rights)
        # Structure takes most of the file: in streams of objects, which are compressed, a third.
        packed = pikepdf.ObjectStreamMode.generate
        pdf.save(path, deterministic_id=True, object_stream_mode=packed)


def _state(pdf: pikepdf.Pdf, rights: Rights) -> None:
    """Rights in the metadata (XMP specification 1, 8.3 and 8.5)."""
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["dc:rights"] = rights.statement
        metadata["xmpRights:Marked"] = "True"
        if rights.license:
            metadata["xmpRights:UsageTerms"] = rights.license
        if rights.address:
            metadata["xmpRights:WebStatement"] = rights.address
