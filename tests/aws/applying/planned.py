"""The resources of a plan, and their arguments as far as they are known or can be followed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.aws.applying.references import CannotApplyError, Made, References, Scope, module_at, scope_of

Plan = dict[str, Any]


@dataclass(frozen=True)
class Planned:
    """A resource that a plan leads to.

    Attributes:
        address: Its address.
        type: Its type.
        region: Where its provider works.
        after: Its arguments, without those that only the apply tells.
        unknown: ``True`` at the same path where only the apply tells.
        expressions: Its arguments as the configuration has them.
        scope: Where its references begin.
    """

    address: str
    type: str
    region: str
    after: Plan
    unknown: Plan
    expressions: Plan
    scope: Scope


def planned_of(plan: Plan, region: str) -> Iterator[Planned]:
    """The managed resources that a plan leads to.

    Args:
        plan: The plan.
        region: The region of providers that name none.
    """
    for resource in plan.get("resource_changes", ()):
        change = resource["change"]
        if resource["mode"] != "managed" or change["after"] is None or change["actions"] == ["forget"]:
            continue
        scope = scope_of(resource)
        known = module_at(plan, scope).get("resources", ())
        found = next((one for one in known if one["address"] == f"{resource['type']}.{resource['name']}"), {})
        yield Planned(
            address=resource["address"],
            type=resource["type"],
            region=change["after"].get("region") or _region(plan, found.get("provider_config_key", "aws")) or region,
            after=change["after"],
            unknown=change["after_unknown"] or {},
            expressions=found.get("expressions", {}),
            scope=scope,
        )


def _region(plan: Plan, provider: str) -> str | None:
    configured = plan["configuration"].get("provider_config", {}).get(provider, {}).get("expressions", {})
    region = configured.get("region", {})
    variables = [one.removeprefix("var.") for one in region.get("references", ()) if one.startswith("var.")]
    given = plan.get("variables", {}).get(variables[0], {}).get("value") if variables else None
    chosen: str | None = region.get("constant_value") or given
    return chosen


@dataclass(frozen=True)
class Given:
    """The arguments of a resource, or of a block in it.

    Attributes:
        address: The resource's address.
        after: The values that are known.
        unknown: ``True`` for those that only the apply tells.
        expressions: The arguments in the configuration.
        references: Follows references.
        scope: Where they begin.
    """

    address: str
    after: Plan
    unknown: Plan
    expressions: Any
    references: References = field(repr=False)
    scope: Scope

    @classmethod
    def of(cls, planned: Planned, plan: Plan, made: dict[str, Made]) -> "Given":
        """The arguments of a resource, where some others are made already."""
        references = References(plan, made)
        return cls(planned.address, planned.after, planned.unknown, planned.expressions, references, planned.scope)

    def __call__(self, name: str) -> Any:
        """The value of an argument; None where it is left out, or left to AWS.

        Raises:
            CannotApplyError: Only Terraform can work it out.
        """
        if not _has_true(self.unknown.get(name)):
            return self.after.get(name)
        expression = self.expressions.get(name) if isinstance(self.expressions, dict) else None
        if not expression:
            # An attribute that nobody set; AWS chooses.
            return self.after.get(name)
        try:
            return self.references.value(expression, self.scope, name)
        except CannotApplyError as error:
            raise CannotApplyError(f"{self.address}: {name}: {error}") from None

    def blocks(self, name: str) -> list["Given"]:
        """The blocks of a name, or the objects of a list."""
        unknown = self.unknown.get(name)
        if unknown is True and name in self.expressions:
            raise CannotApplyError(f"{self.address}: {name}: only Terraform can tell how many there are")
        values = self.after.get(name) or []
        inner = [one or {} for one in unknown] if isinstance(unknown, list) else []
        written = self.expressions.get(name) if isinstance(self.expressions, dict) else None
        written = written if isinstance(written, list) and len(written) == len(values) else []
        return [
            Given(
                self.address,
                value,
                inner[number] if number < len(inner) else {},
                written[number] if written else {},
                self.references,
                self.scope,
            )
            for number, value in enumerate(values)
        ]

    def block(self, name: str) -> "Given | None":
        """The only block of a name; None where there is none."""
        return next(iter(self.blocks(name)), None)


def sent(given: "Given", **names: str) -> dict[str, Any]:
    """Parameters of a call -> the values of the arguments of these names, without those that are left out."""
    values = {parameter: given(name) for parameter, name in names.items()}
    return {parameter: value for parameter, value in values.items() if value not in (None, "", [], {})}


def tags_of(tags: dict[str, str] | None) -> list[dict[str, str]]:
    """A map of tags as the API lists them."""
    return [{"Key": key, "Value": value} for key, value in (tags or {}).items()]


def _has_true(unknown: Any) -> bool:
    if isinstance(unknown, dict):
        return any(map(_has_true, unknown.values()))
    return any(map(_has_true, unknown)) if isinstance(unknown, list) else unknown is True
