"""What inputs say should be there: their objects, each with where it belongs and what tells it from others."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Any, NamedTuple

import msgspec

from validator.drift.references import References, role_name
from validator.model.inventory import Inventory, Source
from validator.model.links import Links
from validator.model.objects import Credential, Object, RegistryRef, Role
from validator.model.prefixes import without_slash
from validator.model.usage import name_in_arn
from validator.model.value import Unknown, Value

KINDS = ("rule", "template", "credential", "registry", "repository", "role")


class Against(StrEnum):
    """Which side of a plan is expected."""

    BEFORE = "before"
    AFTER = "after"


class Input(NamedTuple):
    """One input.

    Attributes:
        after: What it says; of a plan, what it leads to.
        before: What a plan found before.
        whole: Whether all its files could be read; where not, nothing is called unmanaged.
    """

    after: Inventory
    before: Inventory | None = None
    whole: bool = True

    @property
    def is_open(self) -> bool:
        """Whether it may have more than is known: a file is broken, a module is missing, or a count is not known."""
        return not self.whole or (self.after.source is Source.HCL and bool(self.after.gaps))


class Reads(NamedTuple):
    """The one account and the one region that are read; ``None``: several."""

    account: str | None = None
    region: str | None = None

    def place(self, ref: RegistryRef) -> str | Unknown:
        """The key of the registry that an object belongs to; what an input does not tell is what is read alone."""
        account = self.account or ref.account if isinstance(ref.account, Unknown) else ref.account
        region = self.region or ref.region if isinstance(ref.region, Unknown) else ref.region
        if isinstance(account, Unknown):
            return account
        return region if isinstance(region, Unknown) else f"{account}/{region}"


class Entry(msgspec.Struct, frozen=True):
    """One object that is expected.

    Attributes:
        number: The input that has it, by its place among the inputs.
        kind: Its kind.
        found: The object.
        key: What tells it from others of its kind and registry; of a registry nothing does.
        place: The key of its registry.
        references: What its references mean.
        was: For a plan that leaves the object there, what it found before.
        planned: Whether a plan is about to make or to remove it.
    """

    number: int
    kind: str
    found: Any
    key: Value[str]
    place: str | Unknown
    references: References
    was: Any = None
    planned: bool = False

    @property
    def path(self) -> str:
        """What it is called where it is not compared."""
        return f"{self.kind} {self.found.address}"

    def may_be(self, kind: str, key: str) -> bool:
        """Whether it may be the object of a kind and key, as far as its own key is known."""
        if kind != self.kind:
            return False
        return key.startswith(self.key.prefix) if isinstance(self.key, Unknown) else key == self.key


def key_of(kind: str, found: Any) -> Value[str]:
    """What tells an object from others of its kind and registry."""
    if kind in {"rule", "template"}:
        return without_slash(found.prefix)
    if kind == "registry":
        return ""
    name: Value[str] = found.name
    if isinstance(name, Unknown) and isinstance(found, Credential | Role) and isinstance(found.arn, str):
        return name_in_arn(found.arn) if kind == "credential" else role_name(found.arn)
    return name


def entries(number: int, given: Input, against: Against | None, reads: Reads) -> Iterator[Entry]:
    """The objects that an input expects.

    Args:
        number: Its place among the inputs.
        given: The input.
        against: Which side of a plan is expected; ``None``: what both sides have, and the rest is planned.
        reads: The account and region for what the input does not tell.
    """
    if against is Against.BEFORE and given.before is not None:
        given = Input(given.before, whole=given.whole)
    after = list(_entries(number, given.after, reads))
    if against is not None or given.before is None:
        yield from after
        return
    yield from _planned(after, list(_entries(number, given.before, reads)))


def _planned(after: list[Entry], before: list[Entry]) -> Iterator[Entry]:
    """The objects of both sides of a plan: each that stays with what it was, and the others as planned."""
    by_name = {_name(one): one for one in before}
    by_address = {_address(one): one for one in before}
    kept: set[int] = set()
    for one in after:
        # Where a name is not known the address tells; two known names are two objects, whatever their address.
        was = by_name.get(_name(one)) or by_name.get(_address(one))
        if was is None and _name(one) == _address(one):
            was = by_address.get(_address(one))
        kept.add(id(was))
        yield msgspec.structs.replace(one, was=was.found if was else None, planned=was is None)
    for one in before:
        if id(one) not in kept:
            yield msgspec.structs.replace(one, planned=True)


def _name(entry: Entry) -> tuple[str, ...]:
    """What tells an object from all others of an input."""
    known = isinstance(entry.key, str) and isinstance(entry.place, str)
    return (entry.kind, str(entry.place), str(entry.key)) if known else _address(entry)


def _address(entry: Entry) -> tuple[str, ...]:
    return (entry.kind, entry.found.address)


def _entries(number: int, inventory: Inventory, reads: Reads) -> Iterator[Entry]:
    links, references = Links(inventory), References(inventory)
    for kind in KINDS:
        for found in inventory.of_kind(kind):
            if _is_expected(kind, found, links):
                yield Entry(number, kind, found, key_of(kind, found), reads.place(found.registry), references)


def _is_expected(kind: str, found: Object, links: Links) -> bool:
    """Whether an input wants an object to be there; what it only refers to is another's."""
    if isinstance(found, Credential):
        return found.managed and found.for_ecr is not False
    if isinstance(found, Role):
        return found.managed
    return kind != "repository" or links.follow(found, "rule") is not None
