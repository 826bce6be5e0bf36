"""What one module declares: its blocks by kind and name, overrides merged, parsed when they are asked for."""

import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import msgspec

from validator.errors import PullguardError
from validator.sources.hcl.constraints import Type
from validator.sources.hcl.files import Unit, module_files, units_of
from validator.sources.hcl.nodes import Attribute, Block, Body, Literal

_NESTED_ONLY = ("dynamic",)


class Place(msgspec.Struct, frozen=True):
    """An attribute and the file it is written in."""

    attribute: Attribute
    file: str


class Declaration(msgspec.Struct, eq=False):
    """A block of a module, with what override files make of it.

    Attributes:
        block: The block with its merged body.
        file: The file of the block itself.
        overridden: The names of attributes and nested blocks that come from another file, with that file.
    """

    block: Block
    file: str
    overridden: dict[str, str]

    @property
    def labels(self) -> tuple[str, ...]:
        """Its labels: a resource's type and name."""
        return self.block.labels

    def file_of(self, name: str) -> str:
        """The file that an attribute or nested block is written in."""
        return self.overridden.get(name, self.file)


class Module:
    """The declarations of a directory, shared by all calls of it.

    Args:
        directory: Where its files are.
        shown: The directory as messages name it.

    Attributes:
        errors: What of it can't be read, as far as it has been looked at.
        types: The type constraints of its variables, as far as they have been asked for.
    """

    def __init__(self, directory: Path, shown: str) -> None:
        self.directory = directory
        self.shown = shown
        self.errors: list[PullguardError] = []
        self.types: dict[str, Type | None] = {}
        self._units: dict[tuple[str, tuple[str, ...]], list[Unit]] = defaultdict(list)
        self._labels: dict[str, dict[tuple[str, ...], None]] = defaultdict(dict)
        for path in module_files(directory):
            for unit in units_of(path, os.path.normpath(f"{shown}/{path.name}"), self.errors.append):
                self._units[unit.type, unit.labels].append(unit)
                self._labels[unit.type][unit.labels] = None
        self._found: dict[tuple[str, tuple[str, ...]], Declaration | None] = {}
        self._locals: dict[str, Place] = {}
        self._giving: dict[str, list[Unit]] | None = None
        self._parsed: set[int] = set()

    def find(self, kind: str, *labels: str) -> Declaration | None:
        """A block by its type and labels; ``None`` when there is none, or none that can be read."""
        key = (kind, labels)
        if key not in self._found:
            self._found[key] = _merged(self._units.get(key, []))
        return self._found[key]

    def all(self, kind: str) -> Iterator[Declaration]:
        """All blocks of a type, in the order of the files."""
        for labels in self.labels(kind):
            if found := self.find(kind, *labels):
                yield found

    def providers(self) -> dict[str, Declaration]:
        """The ``provider`` blocks by ``name`` or ``name.alias``, overrides merged."""
        found: dict[str, Declaration] = {}
        for labels in self.labels("provider"):
            for unit in self._units["provider", labels]:
                if block := unit.parse():
                    key = _provider_key(labels, block)
                    base = found.get(key)
                    found[key] = _overridden(base, block, unit.file) if base else Declaration(block, unit.file, {})
        return found

    def labels(self, kind: str) -> list[tuple[str, ...]]:
        """The labels of all blocks of a type, without parsing them."""
        return list(self._labels.get(kind, ()))

    def local(self, name: str) -> Place | None:
        """Where a local value is given; what the last override file says wins."""
        if self._giving is None:
            self._giving = defaultdict(list)
            for unit in self._units.get(("locals", ()), []):
                if unit.override:
                    self._give(unit)
                else:
                    for word in dict.fromkeys(unit.names()):
                        self._giving[word].append(unit)
        for unit in self._giving.pop(name, []):
            if id(unit) not in self._parsed:
                self._give(unit)
        return self._locals.get(name)

    def _give(self, unit: Unit) -> None:
        self._parsed.add(id(unit))
        block = unit.parse()
        for attribute in block.body.attributes.values() if block else ():
            if unit.override or attribute.name not in self._locals:
                self._locals[attribute.name] = Place(attribute, unit.file)


def _merged(units: list[Unit]) -> Declaration | None:
    merged: Declaration | None = None
    for unit in units:
        if merged is not None and not unit.override:
            continue  # Terraform refuses a second block of the same name; the first one stands.
        block = unit.parse()
        if block is None:
            continue
        merged = Declaration(block, unit.file, {}) if merged is None else _overridden(merged, block, unit.file)
    return merged


def _overridden(base: Declaration, block: Block, file: str) -> Declaration:
    """Merge as Terraform does: attributes one by one; nested blocks replace all blocks of their type."""
    body, over = base.block.body, block.body
    replaced = {_nested_type(nested) for nested in over.blocks}
    kept = tuple(nested for nested in body.blocks if _nested_type(nested) not in replaced)
    merged = Body(body.span, {**body.attributes, **over.attributes}, kept + over.blocks)
    files = base.overridden | dict.fromkeys([*over.attributes, *replaced], file)
    return Declaration(msgspec.structs.replace(base.block, body=merged), base.file, files)


def _provider_key(labels: tuple[str, ...], block: Block) -> str:
    alias = block.body.attributes.get("alias")
    value = alias.expression.value if alias and isinstance(alias.expression, Literal) else None
    return f"{labels[0]}.{value}" if value else labels[0]


def _nested_type(block: Block) -> str:
    return block.labels[0] if block.type in _NESTED_ONLY and block.labels else block.type
