"""Parameters: what policies declare and users give."""

from collections.abc import Mapping, Sequence
from typing import Any

from validator.config.nearest import nearest
from validator.engine.policy import Policy
from validator.errors import ConfigError


def declared(policies: Sequence[Policy]) -> dict[str, dict[str, Any]]:
    """The JSON Schema of every parameter that policies declare, in the order of their names."""
    schemas = {name: schema for policy in policies for name, schema in policy.params.items()}
    return dict(sorted(schemas.items()))


def resolve(policies: Sequence[Policy], given: Mapping[str, Any], *, place: str = "") -> dict[str, Any]:
    """The value of every declared parameter: the user's, else its default.

    Args:
        policies: All policies, also those that are switched off: their parameters may stand in a configuration.
        given: The user's values.
        place: Where these stand, for errors.

    Raises:
        ConfigError: A value is given that no policy declares, or that does not match its schema.
    """
    schemas = declared(policies)
    for name, value in given.items():
        if name not in schemas:
            raise ConfigError(
                f"params.{name}: no policy has this parameter", place=place, remedy=nearest(name, schemas)
            )
        _check(name, value, schemas[name], place)
    return {name: given.get(name, schema["default"]) for name, schema in schemas.items()}


def _check(name: str, value: Any, schema: dict[str, Any], place: str) -> None:
    import jsonschema  # noqa: PLC0415 - takes longer to import than a run without parameters takes
    from jsonschema.exceptions import best_match  # noqa: PLC0415

    error = best_match(jsonschema.Draft202012Validator(schema).iter_errors(value))
    if error is not None:
        path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in error.absolute_path)
        raise ConfigError(f"params.{name}{path}: {' '.join(error.message.split())}", place=place)
