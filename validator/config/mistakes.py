"""What is wrong with a configuration file, in one line that names the key and its place."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from validator.config.document import Document, Keys
from validator.config.nearest import nearest
from validator.errors import ConfigError

_TYPES = {
    "object": "a mapping",
    "array": "a list",
    "string": "a string",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "null": "null",
}
_PYTHON_TYPES = {dict: "object", list: "array", str: "string", bool: "boolean", int: "integer", float: "number"}


def explain(document: Document, path: Path, schema: Path) -> ConfigError:
    """The first mistake in a file that has one, by its place."""
    validator = Draft202012Validator(json.loads(schema.read_text(encoding="utf-8")))
    mistakes = [_mistake(error, document.places) for error in validator.iter_errors(document.data)]
    keys, problem, remedy = min(mistakes, key=lambda mistake: document.places[mistake[0]])
    line, column = document.places[keys]
    return ConfigError(problem, place=f"{path}:{line}:{column}", remedy=remedy)


def _mistake(error: ValidationError, places: Mapping[Keys, tuple[int, int]]) -> tuple[Keys, str, str]:
    """A schema's error as the path of the key it is about, the problem and a remedy."""
    keys: Keys = tuple(error.absolute_path)
    instance: Any = error.instance
    name = ".".join(map(str, keys)) or "the file"
    rule: Any = error.validator_value
    match error.validator:
        case "additionalProperties":
            known = list(cast("dict[str, Any]", error.schema)["properties"])
            unknown = min((key for key in instance if key not in known), key=lambda key: places[*keys, key])
            return (*keys, unknown), f"unknown key {unknown!r}", nearest(unknown, known) or f"known are {_list(known)}"
        case "enum":
            return keys, f"{name} is {_shown(instance)}", _choice(error.instance, rule)
        case "type":
            wanted = " or ".join(_TYPES[kind] for kind in ([rule] if isinstance(rule, str) else rule) if kind != "null")
            return keys, f"{name} must be {wanted}, and is {_kind(instance)}", ""
        case _:
            return keys, f"{name}: {error.message}", ""


def _choice(given: Any, allowed: list[Any]) -> str:
    words = [word for word in allowed if isinstance(word, str)]
    close = nearest(given, words) if isinstance(given, str) else ""
    return close or f"choose one of {_list(words)}"


def _list(words: list[str]) -> str:
    return ", ".join(words)


def _shown(value: Any) -> str:
    return repr(value) if isinstance(value, str) else _kind(value)


def _kind(value: Any) -> str:
    return _TYPES[_PYTHON_TYPES.get(type(value), "null")]
