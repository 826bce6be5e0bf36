"""Comparing what inputs expect of one registry with what is there."""

from collections.abc import Iterator, Sequence
from typing import Any

from validator.drift import make
from validator.drift.attributes import attributes, settings
from validator.drift.comparison import ABOUT_TO_CHANGE, PARTLY, Comparison
from validator.drift.entry import Entry
from validator.drift.here import Here
from validator.drift.registry import names_of, unmanaged
from validator.model.inventory import Inventory
from validator.model.value import Unknown

# An input that has one of these, or a setting, says what a registry should look like; repositories alone say nothing.
_DECLARING = frozenset({"rule", "template", "credential"})


class InRegistry:
    """The comparison of one registry."""

    def __init__(self, here: Here, expected: Sequence[Entry], doubtful: Sequence[Entry], found: Comparison) -> None:
        """Prepare the comparison.

        Args:
            here: What is there.
            expected: What inputs expect of it.
            doubtful: What they expect somewhere, nobody knows where.
            found: Takes the drifts and the counts.
        """
        self._here = here
        self._expected = expected
        self._doubtful = [*doubtful, *(one for one in expected if isinstance(one.key, Unknown))]
        self._found = found

    def compare(self, inventories: Sequence[Inventory], *, is_open: bool) -> None:
        """Compare every object and setting.

        Args:
            inventories: What the inputs have altogether, for what they only refer to.
            is_open: Whether they may have more than is known.
        """
        for entry in self._expected:
            if entry.kind == "registry":
                settings(entry, self._here.registry, self._found)
            elif isinstance(entry.key, Unknown):
                self._found.skip(entry.key, entry.path)
            elif entry.planned:
                self._found.skip(ABOUT_TO_CHANGE, entry.path)
            else:
                self._object(entry)
        if not any(map(_declares, self._expected)):
            self._found.untouched.append(self._here.place)
            return
        for kind, key, found in self._unexpected(inventories):
            doubt = next((one for one in self._doubtful if one.may_be(kind, key)), None)
            if doubt is not None:
                self._found.skip(_why(doubt), f"{kind} {found.address}")
            elif is_open:
                self._found.skip(PARTLY, f"{kind} {found.address}")
            else:
                self._found.unmanaged.append(make.unmanaged(kind, found, key))
        self._settings(is_open=is_open)

    def _object(self, entry: Entry) -> None:
        actual = self._here.find(entry)
        if actual is not None:
            attributes(entry, actual, self._here.registry.registry, self._found)
            return
        hidden = self._here.hides(entry)
        if hidden is not None:
            self._found.skip(hidden, entry.path)
        else:
            self._found.by_input[entry.number].append(make.missing(entry, self._here.registry.registry))

    def _unexpected(self, inventories: Sequence[Inventory]) -> Iterator[tuple[str, str, Any]]:
        """The rules, templates and secrets of ECR that no input has or refers to."""
        expected = {(one.kind, one.key) for one in self._expected}
        referred = {one.name for inventory in inventories for one in inventory.credentials if not one.managed}
        for (kind, key), found in self._here.objects.items():
            if kind not in _DECLARING or (kind, key) in expected:
                continue
            if kind == "credential" and not _stands_alone(found, key in referred):
                continue
            yield kind, key, found

    def _settings(self, *, is_open: bool) -> None:
        registries = [one for one in [*self._expected, *self._doubtful] if one.kind == "registry"]
        managed = {name for one in registries for side in (one.found, one.was) if side for name in names_of(side)}
        for setting in unmanaged(managed, self._here.registry):
            path = f"{self._here.registry.address}.{setting.path}"
            if isinstance(setting.answer, Unknown):
                self._found.skip(setting.answer, path)
            elif is_open:
                self._found.skip(PARTLY, path)
            else:
                drift = make.unmanaged_setting(self._here.registry, setting.path, str(setting.answer))
                self._found.unmanaged.append(drift)


def _declares(entry: Entry) -> bool:
    return entry.kind in _DECLARING or (entry.kind == "registry" and bool(names_of(entry.found)))


def _stands_alone(found: Any, is_referred: bool) -> bool:
    """Whether a secret is ECR's, and neither looked up by an input nor about to be deleted."""
    return found.named_for_ecr is True and not is_referred and not isinstance(found.deleted_at, str)


def _why(entry: Entry) -> Unknown:
    return next(one for one in (entry.key, entry.place) if isinstance(one, Unknown))
