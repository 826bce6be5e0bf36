"""A policy's YAML with the lines of its keys, and its check against the schema."""

import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from validator import bundle
from validator.errors import PolicyError

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LARGEST = 256 * 1024
_FORMS = {"mapping": yaml.MappingNode, "list": yaml.SequenceNode}


class Document(NamedTuple):
    """A YAML mapping or list.

    Attributes:
        file: Where it stands.
        data: Its contents.
        lines: The line of each key, counted from 1, by the keys that lead to it.
    """

    file: Path
    data: Any
    lines: dict[tuple[str | int, ...], int]

    def error(self, problem: str, *keys: str | int, remedy: str = "") -> PolicyError:
        """An error at a key, or at the nearest one above it that stands in the file."""
        at = keys
        while at and at not in self.lines:
            at = at[:-1]
        line = self.lines.get(at, 1)
        path = ".".join(map(str, keys))
        return PolicyError(f"{path}: {problem}" if path else problem, place=f"{self.file}:{line}", remedy=remedy)


def read(file: Path, form: str = "mapping") -> Document:
    """A YAML ``mapping``, or with that form ``list``, from a file.

    Raises:
        PolicyError: It can't be read, is no YAML, or has another form; a key stands twice; or it has an alias, with
            which a small file can stand for a huge one.
    """
    try:
        text = file.read_bytes()
    except OSError as error:
        raise PolicyError(f"cannot be read: {error.strerror}", place=str(file)) from None
    if len(text) > _LARGEST:
        raise PolicyError(f"is larger than {_LARGEST // 1024} KiB", place=str(file))
    try:
        return _document(file, text, form)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f"{file}:{mark.line + 1}:{mark.column + 1}" if mark else str(file)
        raise PolicyError(f"is not YAML: {error.problem}", place=place) from None
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        raise PolicyError(f"is not YAML: {' '.join(str(error).split())}", place=str(file)) from None
    except RecursionError:
        raise PolicyError("is nested too deeply", place=str(file)) from None


def check_schema(written: Document, schema: str = "policy.schema.json") -> None:
    """Check a document against one of the shipped schemas.

    Raises:
        PolicyError: It does not match; the error names the line and the key.
    """
    import jsonschema  # noqa: PLC0415 - takes longer to import than a run takes
    from jsonschema.exceptions import best_match  # noqa: PLC0415

    error = best_match(jsonschema.Draft202012Validator(_schema(schema)).iter_errors(written.data))
    if error is not None:
        raise written.error(_one_line(error.message), *error.absolute_path)


def _document(file: Path, text: bytes, form: str) -> Document:
    loader = _Loader(text)
    try:
        root = loader.get_single_node()
        if not isinstance(root, _FORMS[form]):
            raise PolicyError(f"is not a YAML {form}", place=str(file))
        lines: dict[tuple[str | int, ...], int] = {}
        _walk(file, root, (), lines, set())
        return Document(file, loader.construct_document(root), lines)
    finally:
        loader.dispose()


def _walk(
    file: Path, node: yaml.Node, path: tuple[str | int, ...], lines: dict[tuple[str | int, ...], int], seen: set[int]
) -> None:
    if id(node) in seen:
        raise PolicyError("aliases are not allowed", place=f"{file}:{node.start_mark.line + 1}")
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            lines[*path, number] = item.start_mark.line + 1
            _walk(file, item, (*path, number), lines, seen)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            at = (*path, str(key.value))
            if at in lines:
                raise PolicyError(f"{key.value!r} stands twice", place=f"{file}:{key.start_mark.line + 1}")
            lines[at] = key.start_mark.line + 1
            _walk(file, value, at, lines, seen)


@cache
def _schema(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((bundle.SCHEMAS / name).read_bytes())
    return found


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 200 else f"{line[:200]}…"  # noqa: PLR2004 - one line of a terminal or two
