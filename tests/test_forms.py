"""The forms for issues and pull requests.

GitHub shows no form at all when one breaks its rules, and says so only after a push. The rules:
https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests
(pages "Syntax for GitHub's form schema" and "Common validation errors").
"""

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from extensions.claims import RATINGS

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / ".github" / "ISSUE_TEMPLATE"
FORMS = sorted(path.name for path in FOLDER.glob("*.yml") if path.name != "config.yml")

TOP = {"name", "description", "body", "title", "labels", "assignees", "projects", "type"}
COMMON = {"label", "description"}
#: type -> (attributes it needs, attributes it may have)
TYPES = {
    "markdown": ({"value"}, {"value"}),
    "input": ({"label"}, COMMON | {"placeholder", "value"}),
    "textarea": ({"label"}, COMMON | {"placeholder", "value", "render"}),
    "dropdown": ({"label", "options"}, COMMON | {"options", "multiple", "default"}),
    "checkboxes": ({"label", "options"}, COMMON | {"options"}),
}


def repeated(values: list[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


def blank(value: object) -> bool:
    return not (isinstance(value, str) and value.strip())


def faults(form: object) -> list[str]:
    """What GitHub would refuse in *form*."""
    if not isinstance(form, dict):
        return ["the form is no mapping"]
    found = [f"no key {key}" for key in form.keys() - TOP]
    found += [f"{key} is no text" for key in ("name", "description") if blank(form.get(key))]
    if "title" in form and blank(form["title"]):
        found.append("title is no text")
    body = form.get("body")
    if not isinstance(body, list) or not body:
        return [*found, "body is empty"]
    if all(element.get("type") == "markdown" for element in body):
        found.append("body asks nothing")
    asked = [e for e in body if e.get("type") != "markdown"]
    found += [f"id {name} twice" for name in repeated([e["id"] for e in asked if "id" in e])]
    labels = [str(e.get("attributes", {}).get("label")).casefold() for e in asked]
    found += [f"label {label} twice" for label in repeated(labels)]
    return found + [f"{e.get('id', e.get('type'))}: {fault}" for e in body for fault in wrong(e)]


def wrong(element: dict) -> list[str]:
    """What GitHub would refuse in one element of a form."""
    kind, attributes = element.get("type"), element.get("attributes", {})
    if kind not in TYPES:
        return [f"no type {kind}"]
    needed, allowed = TYPES[kind]
    found = [
        f"no key {key}" for key in element.keys() - {"type", "id", "attributes", "validations"}
    ]
    found += [f"{key} is missing" for key in sorted(needed - attributes.keys())]
    found += [f"no attribute {key}" for key in attributes.keys() - allowed]
    found += [
        f"{key} is no text"
        for key in attributes.keys() - {"options", "multiple", "default"}
        if blank(attributes[key])
    ]
    if "id" in element and not re.fullmatch(r"[A-Za-z0-9_-]+", str(element["id"])):
        found.append("an id holds letters, digits, - and _")
    required = element.get("validations", {"required": False})
    if required.keys() != {"required"} or not isinstance(required["required"], bool):
        found.append("validations hold required: true or false")
    if kind in ("markdown", "checkboxes") and "validations" in element:
        found.append(f"a {kind} has no validations")
    options = attributes.get("options", ["one"])
    if kind == "checkboxes":
        options = [option.get("label") for option in options]
    if not options or any(map(blank, options)) or repeated(options) or "None" in options:
        found.append("options are different texts, none of them None")
    return found


@pytest.mark.parametrize("name", FORMS)
def test_form_is_one_that_the_host_shows(name):
    assert faults(yaml.safe_load((FOLDER / name).read_text("utf-8"))) == []


def test_there_is_a_form_for_each_kind_of_report():
    assert FORMS == ["citation.yml", "error.yml", "rating.yml"]
    config = yaml.safe_load((FOLDER / "config.yml").read_text("utf-8"))
    assert config == {"blank_issues_enabled": True}


GOOD = {"type": "input", "id": "one", "attributes": {"label": "One"}}


BAD_OPTIONS = "dropdown: options are different texts, none of them None"


def choice(*options: object) -> dict:
    return {"type": "dropdown", "attributes": {"label": "Two", "options": list(options)}}


def form(*body: object, **changed: object) -> dict:
    return {"name": "A", "description": "B", "body": list(body), **changed}


@pytest.mark.parametrize(
    ("wrong_form", "fault"),
    [
        ([], "the form is no mapping"),
        (form(GOOD, name=" "), "name is no text"),
        (form(GOOD, description=True), "description is no text"),
        (form(GOOD, title=""), "title is no text"),
        (form(GOOD, about="x"), "no key about"),
        (form(), "body is empty"),
        (form({"type": "markdown", "attributes": {"value": "x"}}), "body asks nothing"),
        (form(GOOD, choice("a") | {"id": "one"}), "id one twice"),
        (form(GOOD, GOOD | {"id": "two"}), "label one twice"),
        (form(GOOD | {"id": "a b"}), "a b: an id holds letters, digits, - and _"),
        (form(GOOD | {"type": "text"}), "one: no type text"),
        (form(GOOD | {"label": "x"}), "one: no key label"),
        (
            form(GOOD | {"attributes": {"label": "x", "options": ["a"]}}),
            "one: no attribute options",
        ),
        (form({"type": "input"}), "input: label is missing"),
        (form({"type": "input", "attributes": {"label": 1}}), "input: label is no text"),
        (
            form(GOOD | {"validations": {"required": "yes"}}),
            "one: validations hold required: true or false",
        ),
        (form(choice()), BAD_OPTIONS),
        (form(choice("a", "a")), BAD_OPTIONS),
        (form(choice(True)), BAD_OPTIONS),
        (form(choice("None")), BAD_OPTIONS),
    ],
)
def test_broken_form_is_named(wrong_form, fault):
    assert faults(wrong_form) == [fault]


def test_ratings_of_the_form_are_those_of_the_book():
    body = yaml.safe_load((FOLDER / "rating.yml").read_text("utf-8"))["body"]
    (options,) = (e["attributes"]["options"] for e in body if e.get("id") == "rating")
    assert tuple(options[:-1]) == RATINGS
    assert "rating stays" in options[-1]
