"""The policies of a run, and the values of their parameters."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from validator.commands.settings import Settings
from validator.engine.load import load_policies, load_shipped
from validator.engine.overrides import Overrides
from validator.engine.params import resolve
from validator.engine.policy import Policy
from validator.engine.select import choose, meant
from validator.errors import ConfigError


class Pack(NamedTuple):
    """The policies of a run.

    Attributes:
        policies: The chosen ones, with their severities.
        params: The value of every parameter that any policy declares.
        overrides: The parameters that are others under some prefixes.
    """

    policies: list[Policy]
    params: dict[str, Any]
    overrides: Overrides | None = None


def pack(settings: Settings) -> Pack:
    """Load the shipped policies and the user's, and choose among them.

    Raises:
        PolicyError: A policy of the user's is wrong.
        ConfigError: A word names no policy, or a parameter is not declared or has the wrong type.
    """
    policies = everything(settings)
    _check_words(policies, settings)
    chosen = choose(
        policies,
        select=[named.word for named in settings.select],
        ignore=[named.word for named in settings.off],
        severities=settings.severities,
    )
    return Pack(chosen, _params(policies, settings), _overrides(policies, settings))


def everything(settings: Settings) -> list[Policy]:
    """All policies, also those that are switched off, as they are written.

    Raises:
        PolicyError: A policy of the user's is wrong.
    """
    policies = load_shipped()
    for directory, _ in settings.policies:
        policies += load_policies(Path(directory), policies)
    return policies


def _check_words(policies: list[Policy], settings: Settings) -> None:
    """Refuse a word that means no policy, where it is written."""
    severities = [(word, settings.config.place("severities", word)) for word in settings.severities]
    for word, place in [*settings.select, *settings.off, *severities]:
        with _at(place):
            meant(policies, [word])


def _params(policies: list[Policy], settings: Settings) -> dict[str, Any]:
    params = resolve(policies, {})
    for name, value in settings.params.items():
        params[name] = resolve(policies, {name: value}, place=settings.config.place("params", name))[name]
    return params


def _overrides(policies: list[Policy], settings: Settings) -> Overrides | None:
    """The checked parameters by prefix; ``None`` where there are none, which costs nothing."""
    for prefix, params in settings.prefixes.items():
        for name, value in params.items():
            resolve(policies, {name: value}, place=settings.config.place("prefixes", prefix, name))
    return Overrides(settings.prefixes) if settings.prefixes else None


@contextmanager
def _at(place: str) -> Iterator[None]:
    try:
        yield
    except ConfigError as error:
        raise ConfigError(error.problem, place=place, remedy=error.remedy) from None
