"""YAML as ``yamldecode`` reads it. Imported by its first call only, since PyYAML is slow to load.

PyYAML scans and parses. Which plain scalars are numbers, bools and null is Terraform's own choice (the numbers
of YAML 1.2 with the bools of YAML 1.1), so scalars are resolved here.
"""

import datetime as dt
import re
import unicodedata
from typing import Any

import yaml

from validator.sources.hcl.conversions import number, to_string
from validator.sources.hcl.functions.signature import MAX_ELEMENTS
from validator.sources.hcl.values import EvaluationError, kind

_CORE = "tag:yaml.org,2002:"
_PLAIN = "plain"
_MERGE = "<<"
_TRUE = frozenset(["y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE"])
_FALSE = frozenset(["n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE"])
_TAGGED = {"null": "null", "bool": "bool", "int": "number", "float": "number", "timestamp": "string"}
_NULL = frozenset(["", "~", "null", "Null", "NULL"])
_DECIMAL = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_PREFIXED = re.compile(r"0x[0-9A-Fa-f]+|0o[0-7]+")
_INFINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_TIME = r"(\d\d?):(\d\d?):(\d\d?)(?:\.\d+)?"
_TIMESTAMP = re.compile(rf"(\d{{4}})-(\d\d?)-(\d\d?)(?:[Tt]{_TIME}(Z|[-+]\d\d:\d\d)| {_TIME})?")


def decode(text: str) -> Any:
    """The value of a YAML document.

    Raises:
        EvaluationError: It is not one document of YAML, or has what Terraform does not take.
    """
    try:
        root = yaml.compose(text, Loader=_Loader)
    except (yaml.YAMLError, ValueError):
        raise EvaluationError("yamldecode: the string is not valid YAML of one document") from None
    if root is None:
        raise EvaluationError("yamldecode: there is no document in the string")
    return _Reader().value(root)


class _Loader(yaml.BaseLoader):
    """Composes nodes, and leaves it to us what plain scalars are."""

    def resolve(self, kind: type[Any], value: Any, implicit: Any) -> str:
        del value
        if kind is yaml.ScalarNode:
            return _PLAIN if implicit[0] else _CORE + "str"
        return _CORE + ("map" if kind is yaml.MappingNode else "seq")


class _Reader:
    """Turns PyYAML's nodes into values; an alias counts at every place where it is used."""

    def __init__(self) -> None:
        self._budget = MAX_ELEMENTS
        self._open: set[int] = set()

    def value(self, node: yaml.Node) -> Any:
        """The value of a node."""
        self._budget -= 1
        if self._budget < 0:
            raise EvaluationError(f"yamldecode: the document has more than {MAX_ELEMENTS} elements")
        if isinstance(node, yaml.ScalarNode):
            return _scalar(node)
        if id(node) in self._open:
            raise EvaluationError("yamldecode: an anchor is used inside its own definition")
        if node.tag not in (_CORE + "seq", _CORE + "map"):
            raise _unsupported_tag()
        self._open.add(id(node))
        members = self._mapping(node) if isinstance(node, yaml.MappingNode) else [self.value(i) for i in node.value]
        self._open.remove(id(node))
        return members

    def _mapping(self, node: yaml.MappingNode) -> dict[str, Any]:
        merged: dict[str, Any] = {}
        members: dict[str, Any] = {}
        for key, item in node.value:
            if key.tag == _PLAIN and key.value == _MERGE:
                merged |= self._merged(item)
            else:
                members[self._key(key)] = self.value(item)
        return merged | members

    def _merged(self, node: yaml.Node) -> dict[str, Any]:
        value = self.value(node)
        if not isinstance(value, dict):
            raise EvaluationError("yamldecode: only a mapping can be merged")
        return value

    def _key(self, node: yaml.Node) -> str:
        key = self.value(node)
        if key is None or isinstance(key, list | dict):
            raise EvaluationError("yamldecode: a mapping key must be a string")
        return to_string(key)


def _scalar(node: yaml.ScalarNode) -> Any:
    text = unicodedata.normalize("NFC", node.value)
    if node.tag == _PLAIN:
        return _plain(text)
    name = node.tag.removeprefix(_CORE)
    if name in ("str", "binary"):
        return text
    if name not in _TAGGED:
        raise _unsupported_tag()
    value = text if node.style else _plain(text)
    if not node.style and kind(value) != _TAGGED[name]:
        raise EvaluationError("yamldecode: a scalar is not what its tag says")
    return value


def _plain(text: str) -> Any:
    if text in _NULL:
        return None
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    if _DECIMAL.fullmatch(text):
        return number(text)
    if _PREFIXED.fullmatch(text):
        return int(text, 0)
    if _INFINITE.fullmatch(text):
        raise EvaluationError("yamldecode: infinity and NaN are not supported")
    match = _TIMESTAMP.fullmatch(text)
    return text if match is None else _timestamp(match)


def _timestamp(match: re.Match[str]) -> str:
    year, month, day, *rest = match.groups()
    zone = rest[3] or "Z"
    hour, minute, second = (int(part or 0) for part in (rest[:3] if rest[0] else rest[4:]))
    try:
        moment = dt.datetime(int(year), int(month), int(day), hour, minute, second, tzinfo=dt.UTC)
    except ValueError:
        return match[0]
    return f"{moment.replace(tzinfo=None).isoformat()}{zone}"


def _unsupported_tag() -> EvaluationError:
    return EvaluationError("yamldecode: the document has a tag that is not supported")
