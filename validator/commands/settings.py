"""What a run of ``check`` is to do: flags win over the configuration file, and that over defaults."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from validator import bundle
from validator.config.settings import Config, find, load

DEFAULT = "default"


class Flags(msgspec.Struct, frozen=True, kw_only=True):
    """What the command line says; ``None`` and empty mean that it says nothing.

    Attributes:
        fail_on: ``--fail-on``.
        strict: ``--strict`` or ``--no-strict``.
        policies: ``--policies``.
        select: ``--select``.
        ignore: ``--ignore``.
        config: ``--config``.
    """

    fail_on: str | None = None
    strict: bool | None = None
    policies: Sequence[Path] = ()
    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    config: Path | None = None


class Named(NamedTuple):
    """A word that names policies or a directory of them, and where it is written."""

    word: str
    place: str


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What won.

    Attributes:
        fail_on: The severity from which a failure makes the exit status 1, or ``never``.
        strict: Whether an undecided outcome makes the exit status 3.
        policies: Directories of further policies.
        select: The policies to run; empty: all.
        off: The policies not to run.
        severities: Severities that replace those of policies, by id or name.
        params: Values for the parameters of policies.
        prefixes: Values for parameters by the prefix under which they hold.
        config: The configuration file it comes from.
        origins: Where each setting comes from: a flag, a file or ``default``.
    """

    fail_on: str
    strict: bool
    policies: list[Named]
    select: list[Named]
    off: list[Named]
    severities: Mapping[str, str]
    params: Mapping[str, Any]
    prefixes: Mapping[str, Mapping[str, Any]]
    config: Config
    origins: Mapping[str, str]


def settle(inputs: list[str], flags: Flags) -> Settings:
    """Find the configuration file and join it with the flags.

    Raises:
        ConfigError: The configuration file is wrong, or the one that a flag names is not there.
    """
    path = flags.config or find(inputs)
    config = load(path, bundle.SCHEMAS / "config.schema.json") if path else Config()
    written = config.written
    fail_on, fail_on_from = _first(config, "fail-on", flags.fail_on, written.fail_on, "low")
    strict, strict_from = _first(config, "strict", flags.strict, written.strict, False)
    off = [Named(word, config.place("off", at)) for at, word in enumerate(written.off)]
    directories = [Named(str(path), config.place("policies", at)) for at, path in enumerate(config.directories)]
    return Settings(
        fail_on=fail_on,
        strict=strict,
        policies=[*directories, *(Named(str(path), "--policies") for path in flags.policies)],
        select=[Named(word, "--select") for word in flags.select],
        off=[*off, *(Named(word, "--ignore") for word in flags.ignore)],
        severities=written.severities,
        params=written.params,
        prefixes=written.prefixes,
        config=config,
        origins={"fail-on": fail_on_from, "strict": strict_from},
    )


def _first(config: Config, key: str, flag: Any, written: Any, default: Any) -> tuple[Any, str]:
    """The value that wins, and where it comes from."""
    if flag is not None:
        return flag, f"--{key}"
    if written is not None:
        return written, config.place(key)
    return default, DEFAULT
