"""The comparison: what inputs expect, with one registry after another."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from validator.drift import make
from validator.drift.attributes import attributes
from validator.drift.comparison import ABOUT_TO_CHANGE, UNREAD, Comparison, nothing
from validator.drift.entry import Against, Entry, Input, Reads, entries
from validator.drift.here import Here
from validator.drift.in_registry import InRegistry
from validator.drift.registry import names_of
from validator.model.inventory import Inventory
from validator.model.objects import Role
from validator.model.value import Reason, Unknown, Value

_ROLE_UNREAD = Unknown(Reason.ELSEWHERE, detail="a role that no rule or template of the account names")


class Expected:
    """What inputs expect of the registries that are read.

    It is compared with one registry after another, so that no more than one of them has to be in memory.
    """

    def __init__(
        self,
        inputs: Iterable[Input],
        *,
        against: Against | None = None,
        account: str | None = None,
        region: str | None = None,
    ) -> None:
        """Take what inputs expect.

        Args:
            inputs: The inputs, in the order that `Comparison.by_input` has.
            against: Which side of plans is expected; ``None``: what both sides have, since what a plan is about to
                change is no drift.
            account: The account that is read, where it is only one: what an input does not tell is taken to be it.
            region: The same for the region.
        """
        self._inputs: Sequence[Input] = list(inputs)
        self._by_place: dict[str, list[Entry]] = defaultdict(list)
        self._nowhere: list[Entry] = []
        self._roles: list[Entry] = []
        self._read: set[str] = set()
        reads = Reads(account, region)
        for number, given in enumerate(self._inputs):
            for entry in entries(number, given, against, reads):
                if entry.kind == "role":
                    self._roles.append(entry)
                elif isinstance(entry.place, str):
                    self._by_place[entry.place].append(entry)
                else:
                    self._nowhere.append(entry)

    def against(self, actual: Inventory) -> Comparison:
        """Compare with the registries of a live inventory; none may be given twice."""
        found = nothing(len(self._inputs))
        inventories = [given.after for given in self._inputs]
        is_open = any(given.is_open for given in self._inputs)
        for registry in actual.registries:
            self._read.add(registry.key)
            here = Here(actual, registry)
            expected = self._by_place.get(registry.key, [])
            InRegistry(here, expected, self._nowhere, found).compare(inventories, is_open=is_open)
        self._compare_roles(actual, found)
        return found

    def rest(self) -> Comparison:
        """What is left when all registries are read: what belongs elsewhere, or nobody knows where."""
        found = nothing(len(self._inputs))
        for reason, entry in self._left():
            if entry.kind != "registry" or names_of(entry.found):
                found.skip(reason, entry.path)
        return found

    def _left(self) -> Iterator[tuple[str | Unknown, Entry]]:
        for place, expected in self._by_place.items():
            if place not in self._read:
                yield from ((UNREAD, entry) for entry in expected)
        for entry in self._nowhere:
            yield (entry.place if isinstance(entry.place, Unknown) else UNREAD), entry
        for entry in self._roles:
            yield (entry.key if isinstance(entry.key, Unknown) else _ROLE_UNREAD), entry

    def _compare_roles(self, actual: Inventory, found: Comparison) -> None:
        """Compare the roles that were read. Roles are of no region: each is compared once, wherever it is met."""
        there = {(role.registry.account, role.name): role for role in actual.roles if role.managed}
        # What a rule or template names is known to be missing where IAM said so; else nothing is known of it.
        gone = {role.arn: role for role in actual.roles if not role.managed and role.documents == []}
        left = []
        for entry in self._roles:
            role = _find(entry, there)
            missing = gone.get(entry.found.arn)
            if role is None and missing is None:
                left.append(entry)
            elif entry.planned:
                found.skip(ABOUT_TO_CHANGE, entry.path)
            elif role is not None:
                attributes(entry, role, role.registry, found)
            elif missing is not None:
                found.by_input[entry.number].append(make.missing(entry, missing.registry))
        self._roles = left


def compare(
    expected: Inventory, actual: Inventory, *, before: Inventory | None = None, against: Against | None = None
) -> Comparison:
    """Compare one input with an account that was read as a whole.

    Args:
        expected: What the input says; of a plan, what it leads to.
        actual: The live inventory.
        before: For a plan, what it found before.
        against: Which side of the plan is expected, see `Expected`.
    """
    account = _only(registry.account for registry in actual.registries)
    region = _only(registry.region for registry in actual.registries)
    sides = Expected([Input(expected, before)], against=against, account=account, region=region)
    found = sides.against(actual)
    found.add(sides.rest())
    return found


def _only(values: Iterable[Value[str]]) -> str | None:
    known_values = {value for value in values if isinstance(value, str)}
    return known_values.pop() if len(known_values) == 1 else None


def _find(entry: Entry, there: dict[tuple[Value[str], Value[str]], Role]) -> Role | None:
    """The role of an entry's name in its account."""
    if isinstance(entry.key, Unknown):
        return None
    account = entry.place.partition("/")[0] if isinstance(entry.place, str) else entry.found.registry.account
    return there.get((account, entry.key))
