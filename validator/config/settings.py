"""What ``.pullguard.yaml`` may hold, and where it is looked for."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

NAME = ".pullguard.yaml"
SCHEMA = "https://pullguard.dev/schemas/config.schema.json"

SeverityName = Literal["critical", "high", "medium", "low", "info"]
FailOn = Literal["critical", "high", "medium", "low", "info", "never"]
Word = Annotated[str, Meta(min_length=1)]


class Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab", omit_defaults=True):
    """The configuration of pullguard, ``.pullguard.yaml``. Every key is optional.

    Attributes:
        params: Values for the parameters of policies, such as ``trusted_upstreams``.
        prefixes: Values for parameters that hold for the rules, templates and repositories under a prefix.
        severities: Severities that replace those of policies, by the policy's id or name.
        off: Policies that are switched off, by their id or name.
        policies: Directories of further policies, relative to this file.
        fail_on: The severity from which a failure makes the exit status 1.
        strict: Whether an undecided outcome makes the exit status 3.
    """

    params: dict[str, Any] = {}
    prefixes: dict[Word, dict[str, Any]] = {}
    severities: dict[str, SeverityName] = {}
    off: list[Word] = []
    policies: list[Word] = []
    fail_on: FailOn | None = None
    strict: bool | None = None


class Config(msgspec.Struct, frozen=True, kw_only=True):
    """A configuration that was read.

    Attributes:
        path: Its file; ``None``: there is none, and all is default.
        written: What it holds.
        places: The line and column of every key and list item, by its path: ``("off", 0)``.
    """

    path: Path | None = None
    written: Written = Written()
    places: Mapping[tuple[str | int, ...], tuple[int, int]] = {}

    @property
    def directories(self) -> list[Path]:
        """The directories of further policies."""
        base = self.path.parent if self.path else Path()
        return [base / directory for directory in self.written.policies]

    def place(self, *keys: str | int) -> str:
        """Where a key is written: file, line and column."""
        line, column = self.places[keys]
        return f"{self.path}:{line}:{column}"


def find(inputs: list[str]) -> Path | None:
    """The configuration file beside what all inputs share, or above it up to the root of the repository.

    Args:
        inputs: Files and directories; ``-`` counts as the working directory.
    """
    directories = [_directory(name) for name in inputs] or [Path.cwd()]
    shared = directories[0]
    for other in directories[1:]:
        shared = _common(shared, other)
    for directory in (shared, *shared.parents):
        if (directory / NAME).is_file():
            return directory / NAME
        if (directory / ".git").exists():
            return None
    return None


def load(path: Path, schema: Path) -> Config:
    """Read a configuration file.

    Args:
        path: The file.
        schema: The JSON Schema ``config.schema.json``, which is read only to explain a mistake.

    Raises:
        ConfigError: It can't be read, is no YAML, or holds what it may not.
    """
    # YAML costs time to import and most runs have no configuration.
    from validator.config.document import read_document  # noqa: PLC0415

    document = read_document(path)
    try:
        written = msgspec.convert(document.data, Written)
    except msgspec.ValidationError:
        from validator.config.mistakes import explain  # noqa: PLC0415

        # msgspec is quick to say that something is wrong; the schema, made from the same struct, says what and where.
        raise explain(document, path, schema) from None
    return Config(path=path, written=written, places=document.places)


def _directory(name: str) -> Path:
    path = Path.cwd() if name == "-" else Path(name).resolve()
    return path if path.is_dir() else path.parent


def _common(one: Path, other: Path) -> Path:
    while not other.is_relative_to(one):
        one = one.parent
    return one
