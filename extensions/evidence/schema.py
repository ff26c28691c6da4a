"""The JSON Schema of the claims as data, made of the same words as the rules of the directive."""

from __future__ import annotations

from typing import Any

from apabib.rules.read import KINDS
from extensions.claims.model import LEVELS, NOT_GRADED, RATINGS, REASONS, REPORTS, UNGRADED

TEXT = {"type": "string", "minLength": 1}
DRAFT = "https://json-schema.org/draft/2020-12/schema"


def record(**properties: Any) -> dict[str, Any]:
    """An object that has all of *properties* and nothing else."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def listed(values: dict[str, Any]) -> dict[str, Any]:
    """A list of such *values*, none of them twice."""
    return {"type": "array", "items": values, "uniqueItems": True}


def schema() -> dict[str, Any]:
    """What a file of claims holds."""
    words = {"type": "string"}
    place = {"type": "string", "format": "uri-reference"}
    work = record(
        key=TEXT,
        doi={"type": ["string", "null"], "pattern": r"^\S+$"},
        read={"enum": [*KINDS, None]},
        reference=TEXT,
    )
    claim = record(
        id={"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
        number=words,
        chapter=TEXT,
        speaker=record(id=TEXT, name=TEXT),
        statement=TEXT,
        rating={"enum": list(RATINGS)},
        rating_label=TEXT,
        certainty=record(
            level={"enum": [*LEVELS, NOT_GRADED]},
            reasons=listed({"enum": [*REASONS, *UNGRADED]}),
            label=TEXT,
        ),
        reported={"enum": list(REPORTS)},
        correction={"type": ["string", "null"], "minLength": 1},
        seen={"type": "string", "format": "date"},
        topics=listed(TEXT),
        sources=listed(work),
        address=place,
    )
    book = record(
        title=TEXT,
        version=words,
        language=TEXT,
        license=record(name=words, url=place),
        address=place,
        claims={"type": "array", "items": claim},
    )
    book["properties"]["$schema"] = place
    return {"$schema": DRAFT, **book}
