"""Choosing policies: by the command line, by what is switched off, and with the user's severities."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from validator.config.nearest import nearest
from validator.engine.policy import Policy
from validator.errors import ConfigError
from validator.findings.finding import Severity


def choose(
    policies: Sequence[Policy],
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    severities: Mapping[str, str] | None = None,
) -> list[Policy]:
    """The policies to run, each with its severity.

    Args:
        policies: All there are.
        select: Ids, names or beginnings of ids (``PTC1``); none selects all.
        ignore: The same, to leave out; stronger than ``select``.
        severities: Severities by id, name or beginning of an id; a later entry is stronger.

    Raises:
        ConfigError: A word means no policy, or a severity is none.
    """
    selected, ignored = meant(policies, select), meant(policies, ignore)
    overrides: dict[str, Severity] = {}
    for word, severity in (severities or {}).items():
        overrides |= dict.fromkeys(meant(policies, [word]), _severity(word, severity))
    return [
        msgspec.structs.replace(policy, severity=overrides[policy.id]) if policy.id in overrides else policy
        for policy in policies
        if (policy.id in selected or not selected) and policy.id not in ignored
    ]


def meant(policies: Sequence[Policy], words: Iterable[str]) -> set[str]:
    """The ids of the policies that words mean.

    Raises:
        ConfigError: A word means none.
    """
    ids: set[str] = set()
    for word in words:
        found = {policy.id for policy in policies if word and (policy.id.startswith(word) or policy.name == word)}
        if not found:
            names = [name for policy in policies for name in (policy.id, policy.name)]
            raise ConfigError(f"there is no policy {word!r}", remedy=nearest(word, names))
        ids |= found
    return ids


def _severity(word: str, severity: str) -> Severity:
    try:
        return Severity(severity)
    except ValueError:
        raise ConfigError(f"{severity!r}, given to {word}, is no severity", remedy=f"use one of {_ALL}") from None


_ALL = ", ".join(Severity)
