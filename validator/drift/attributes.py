"""Comparing one expected object with the one that an account has, attribute by attribute."""

from typing import Any

from validator.drift import make
from validator.drift.answer import Answer, Differs
from validator.drift.comparison import ABOUT_TO_CHANGE, Comparison
from validator.drift.entry import Entry
from validator.drift.fields import FIELDS
from validator.drift.registry import declared, names_of
from validator.model.objects import Registry, RegistryRef
from validator.model.value import Unknown


def attributes(entry: Entry, actual: Any, registry: RegistryRef, found: Comparison) -> None:
    """Compare what an object of an input says with an object of the account.

    Args:
        entry: What is expected.
        actual: The object of the account.
        registry: The registry that it was read from.
        found: Takes the drifts and the counts.
    """
    for field in FIELDS[entry.kind]:
        if entry.was is not None and isinstance(field.compare(entry.found, entry.was, entry.references), Differs):
            found.skip(ABOUT_TO_CHANGE, f"{entry.found.address}.{field.path}")
            continue
        differs = _counted(
            field.compare(entry.found, actual, entry.references), f"{entry.found.address}.{field.path}", found
        )
        if isinstance(differs, Differs):
            drift = make.changed(entry, registry, field.path, differs, label=field.label)
            found.by_input[entry.number].append(drift)
            if field.decides:
                return


def settings(entry: Entry, actual: Registry, found: Comparison) -> None:
    """Compare the settings that an input has for a registry with those of the account."""
    changing = _changing(entry)
    for setting in declared(entry.found, actual):
        path = f"{entry.found.origin_of(setting.path).address}.{setting.path}"
        if setting.whole in changing or setting.path in changing:
            found.skip(ABOUT_TO_CHANGE, path)
            continue
        differs = _counted(setting.answer, path, found)
        if differs is not None:
            drift = make.of_setting(entry, actual, setting.path, setting.change, differs)
            found.by_input[entry.number].append(drift)


def _changing(entry: Entry) -> set[str]:
    """The settings that a plan is about to make or to change, whole ones or parts of them."""
    if entry.planned:
        return names_of(entry.found)
    if entry.was is None:
        return set()
    differing = {
        setting.path for setting in declared(entry.found, entry.was) if isinstance(setting.answer, Differs | str)
    }
    return differing | (names_of(entry.found) - names_of(entry.was))


def _counted(answer: Answer | str, path: str, found: Comparison) -> Differs | str | None:
    """Count an answer, and give the difference where it is one."""
    if isinstance(answer, Unknown):
        found.skip(answer, path)
        return None
    found.compared += 1
    found.equal += answer is None
    return answer
