"""YAML with the place of every key: what is wrong can be shown, and what is ambiguous is refused.

Plain words are YAML 1.2's: ``off`` and ``no`` are strings, only ``true`` and ``false`` are truth values. PyYAML reads
YAML 1.1, in which the key ``off`` would be a truth value. A key given twice and anchors are refused.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import yaml

from validator.errors import ConfigError

Keys = tuple[str | int, ...]


class Document(msgspec.Struct, frozen=True):
    """A YAML file's content, and the line and column of every key and list item by its path."""

    data: Any
    places: dict[Keys, tuple[int, int]]


# Numbers of any greater length are left strings: Python would refuse to convert the longest.
_SCALARS: dict[str, tuple[re.Pattern[str], Callable[[str], Any]]] = {
    "bool": (re.compile("true|True|false|False"), lambda text: text in ("true", "True")),
    "null": (re.compile("~|null|Null|NULL|"), lambda _: None),
    "int": (re.compile("[-+]?[0-9]{1,18}"), int),
    "float": (re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*|[0-9]+(?=[eE]))(?:[eE][-+]?[0-9]{1,3})?"), float),
}


class _Loader(yaml.SafeLoader):
    """Knows the words of ``_SCALARS``; every other plain word is a string."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML's own way, a table for each class


for _kind, (_words, _) in _SCALARS.items():
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_kind}", re.compile(f"(?:{_words.pattern})$"), None)


def read_document(path: Path) -> Document:
    """Read one YAML document; an empty file is an empty mapping.

    Raises:
        ConfigError: The file can't be read, is no YAML, gives a key twice, or has anchors.
    """
    try:
        node = _compose(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"can't be read: {error.strerror}", place=str(path)) from None
    except UnicodeDecodeError:
        raise ConfigError("is not UTF-8", place=str(path), remedy="save it as UTF-8") from None
    except RecursionError:
        raise ConfigError("is nested too deeply", place=str(path)) from None
    except yaml.MarkedYAMLError as error:
        raise _syntax_error(error, path) from None
    except yaml.YAMLError as error:
        raise ConfigError(f"is not YAML: {str(error).splitlines()[0]}", place=str(path)) from None
    reading = _Reading(path)
    data = None if node is None else reading.value(node, ())
    return Document({} if data is None else data, reading.places)


def _compose(text: str) -> Any:
    loader = _Loader(text)
    try:
        return loader.get_single_node()
    finally:
        loader.dispose()


class _Reading:
    """Turns nodes into values and notes where they are."""

    def __init__(self, path: Path) -> None:
        self.places: dict[Keys, tuple[int, int]] = {}
        self._path = path
        self._seen: set[int] = set()

    def value(self, node: Any, keys: Keys) -> Any:
        """The value of a node at a path of keys."""
        if id(node) in self._seen:
            raise self._wrong(node, "an alias leads here", "write the value out in both places")
        self._seen.add(id(node))
        self.places.setdefault(keys, (node.start_mark.line + 1, node.start_mark.column + 1))
        match node:
            case yaml.MappingNode(tag="tag:yaml.org,2002:map"):
                return self._mapping(node, keys)
            case yaml.SequenceNode(tag="tag:yaml.org,2002:seq"):
                return [self.value(item, (*keys, place)) for place, item in enumerate(node.value)]
            case _:
                return self._scalar(node)

    def _mapping(self, node: yaml.MappingNode, keys: Keys) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, value in node.value:
            if not isinstance(name, yaml.ScalarNode):
                raise self._wrong(name, "a key must be a word")
            key = name.value
            if key in found:
                raise self._wrong(name, f"the key {key!r} stands twice", "keep one of them")
            self.places[*keys, key] = (name.start_mark.line + 1, name.start_mark.column + 1)
            found[key] = self.value(value, (*keys, key))
        return found

    def _scalar(self, node: yaml.Node) -> Any:
        kind = node.tag.rpartition(":")[2]
        if kind == "str":
            return node.value
        if kind in _SCALARS and _SCALARS[kind][0].fullmatch(node.value):
            return _SCALARS[kind][1](node.value)
        raise self._wrong(node, f"the tag {node.tag} is not known here", "leave it out")

    def _wrong(self, node: Any, problem: str, remedy: str = "") -> ConfigError:
        place = f"{self._path}:{node.start_mark.line + 1}:{node.start_mark.column + 1}"
        return ConfigError(problem, place=place, remedy=remedy)


def _syntax_error(error: yaml.MarkedYAMLError, path: Path) -> ConfigError:
    mark = error.problem_mark or error.context_mark
    place = f"{path}:{mark.line + 1}:{mark.column + 1}" if mark else str(path)
    return ConfigError(f"is not YAML: {error.problem or error.context}", place=place)
