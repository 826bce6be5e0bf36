"""Reading every input of a run: one that can't be read does not keep the others from being checked."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from validator.errors import InputError
from validator.model.inventory import Gap
from validator.sources.read import Reading, ReadOptions, read


class Unread(NamedTuple):
    """An input that can't be read, as the user named it, and why."""

    name: str
    error: InputError

    @property
    def gap(self) -> Gap:
        """The same as a gap of the report."""
        return Gap(self.error.place or self.name, self.error.problem, self.error.remedy, self.name)


class Inputs(NamedTuple):
    """What could be read, and what could not."""

    readings: list[Reading]
    unread: list[Unread]


def read_all(names: Sequence[str], options: ReadOptions) -> Inputs:
    """Read inputs, each once."""
    readings: dict[str, Reading] = {}
    unread: list[Unread] = []
    for name in dict.fromkeys(names):
        try:
            # Two files of one root are one reading.
            readings.update({reading.name: reading for reading in read(name, options)})
        except InputError as error:
            unread.append(Unread(name, error))
    return Inputs(list(readings.values()), unread)


def read_options(params: Mapping[str, Any], variables: Sequence[str], var_files: Sequence[str]) -> ReadOptions:
    """What the user adds to the inputs: the account and region, where parameters declare them, and variables."""
    declared = {name: params[name] for name in ("account", "region") if params.get(name) is not None}
    return ReadOptions(declared, tuple(variables), tuple(var_files))
