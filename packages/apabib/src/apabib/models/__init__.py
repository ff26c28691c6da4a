"""Models for contributors."""

from pathlib import Path

FOLDER = Path(__file__).parent
