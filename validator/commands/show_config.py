"""What ``--show-config`` prints: every setting that won, and where it comes from. It reads as YAML."""

from collections.abc import Iterator
from typing import Any

import msgspec

from validator.commands.pack import Pack
from validator.commands.settings import DEFAULT, Named, Settings


def show_config(settings: Settings, pack: Pack) -> str:
    """The settings as text, with a comment each."""
    lines = [
        f"# configuration file: {settings.config.path or 'none'}",
        _line("fail-on", settings.fail_on, settings.origins["fail-on"]),
        _line("strict", settings.strict, settings.origins["strict"]),
        *_list("policies", [Named(str(path), place) for path, place in settings.policies]),
        *_list("select", settings.select),
        *_list("off", settings.off),
        *_mapping("severities", settings.severities, settings),
        *_mapping("params", pack.params, settings),
        *_mapping("prefixes", settings.prefixes, settings),
    ]
    return "".join(f"{line}\n" for line in lines)


def _list(key: str, named: list[Named]) -> Iterator[str]:
    if not named:
        yield _line(key, [], DEFAULT)
        return
    yield f"{key}:"
    for word, place in named:
        yield f"  - {_json(word)}  # {place}"


def _mapping(key: str, values: Any, settings: Settings) -> Iterator[str]:
    if not values:
        yield _line(key, {}, DEFAULT)
        return
    yield f"{key}:"
    for name, value in values.items():
        written = (key, name) in settings.config.places
        yield "  " + _line(name, value, settings.config.place(key, name) if written else DEFAULT)


def _line(key: str, value: Any, origin: str) -> str:
    return f"{key}: {_json(value)}  # {origin}"


def _json(value: Any) -> str:
    """A value in JSON, which YAML is a superset of; bare where it is a plain word."""
    if isinstance(value, str) and value.isalnum() and value not in ("true", "false", "null") and not value.isdigit():
        return value
    return msgspec.json.encode(value).decode()
