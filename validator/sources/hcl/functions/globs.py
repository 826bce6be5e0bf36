"""The patterns of ``fileset``: ``*``, ``?``, ``[a-z]``, ``{a,b}``, and ``**`` for any depth of directories."""

import os
from pathlib import Path

from validator.sources.hcl.functions.patterns import compiled
from validator.sources.hcl.functions.signature import MAX_ELEMENTS
from validator.sources.hcl.values import EvaluationError

_SPECIAL = frozenset(".+()|^$\\{}[]*?")


def matching_files(directory: Path, pattern: str, allowed_root: Path) -> list[str]:
    """The paths, relative to a directory and with slashes, of the files below it that match a pattern.

    Raises:
        EvaluationError: The pattern is wrong or leads out of the directory, or there are too many files.
    """
    if ".." in pattern.split("/"):
        raise EvaluationError("fileset: patterns that lead out of the directory are not supported")
    expression = compiled(f"^{_expression(pattern)}$")
    found: list[str] = []
    visited = 0
    for base, _, names in os.walk(directory):
        visited += len(names) + 1
        if visited > MAX_ELEMENTS:
            raise EvaluationError(f"fileset: there are more than {MAX_ELEMENTS} files")
        for name in names:
            file = Path(base, name)
            relative = file.relative_to(directory).as_posix()
            if expression.search(relative) and file.resolve().is_relative_to(allowed_root) and file.is_file():
                found.append(relative)
    return found


def _expression(pattern: str) -> str:
    """A pattern as a regular expression."""
    parts: list[str] = []
    position = depth = 0
    while position < len(pattern):
        character = pattern[position]
        if pattern.startswith("**/", position):
            parts.append("(?:.*/)?")
            position += 3
            continue
        if pattern.startswith("**", position):
            parts.append(".*")
            position += 2
            continue
        if character == "[":
            end = _class_end(pattern, position)
            parts.append(_class(pattern[position + 1 : end]))
            position = end + 1
            continue
        depth += (character == "{") - (character == "}")
        if depth < 0 or (depth and character == "/"):
            raise EvaluationError("fileset: a brace in the pattern does not close within its part of the path")
        parts.append(_single(character, depth))
        position += 1
    if depth:
        raise EvaluationError("fileset: a brace in the pattern does not close")
    return "".join(parts)


def _single(character: str, depth: int) -> str:
    match character:
        case "*":
            return "[^/]*"
        case "?":
            return "[^/]"
        case "{":
            return "(?:"
        case "}":
            return ")"
        case "," if depth:
            return "|"
    return "\\" + character if character in _SPECIAL else character


def _class_end(pattern: str, start: int) -> int:
    end = pattern.find("]", start + 2)
    if end < 0 or "/" in pattern[start:end]:
        raise EvaluationError("fileset: a bracket in the pattern does not close")
    return end


def _class(members: str) -> str:
    negated = members[:1] == "^"
    escaped = (members[1:] if negated else members).replace("\\", "\\\\").replace("[", "\\[")
    return f"[{'^/' if negated else ''}{escaped}]"
