"""Policy documents as Terraform code has them: JSON text, or a data source that is still to be read.

A data source whose inputs are not all known is read during apply; its statement blocks say more than the JSON that
nobody has yet.
Source: the documentation of `aws_iam_policy_document` and `aws_ecr_lifecycle_policy_document`.
"""

from collections.abc import Iterator
from typing import Any

import msgspec

from validator.model.lifecycle import LifecyclePolicy, lifecycle_of, parse_lifecycle
from validator.model.permissions.document import PolicyDocument
from validator.model.permissions.parse import parse_policy, policy_of
from validator.model.value import Reason, Unknown, Value
from validator.sources.terraform.resource import Resource
from validator.sources.terraform.targets import Targets

_POLICY = "aws_iam_policy_document"
_LIFECYCLE = "aws_ecr_lifecycle_policy_document"
_ELEMENTS = (
    ("actions", "Action"),
    ("not_actions", "NotAction"),
    ("resources", "Resource"),
    ("not_resources", "NotResource"),
)


class Documents:
    """Reads the policy documents of one input."""

    def __init__(self, targets: Targets) -> None:
        self._targets = targets

    def policy(self, value: Any) -> Value[PolicyDocument]:
        """A policy document from an attribute's value."""
        if not isinstance(value, Unknown):
            return policy_of(value) if isinstance(value, dict) else parse_policy(value)
        source = self._source(value, _POLICY)
        if source is None:
            return value
        document = self._rendered(source)
        return document if isinstance(document, Unknown) else policy_of(document)

    def lifecycle(self, value: Any) -> Value[LifecyclePolicy]:
        """A lifecycle policy from an attribute's value."""
        if not isinstance(value, Unknown):
            return lifecycle_of(value) if isinstance(value, dict) else parse_lifecycle(value)
        source = self._source(value, _LIFECYCLE)
        rules = source.values.get("rule") if source else None
        if rules is None:
            return value
        return rules if isinstance(rules, Unknown) else lifecycle_of({"rules": [_lifecycle_rule(one) for one in rules]})

    def _source(self, value: Unknown, kind: str) -> Resource | None:
        """The one data source whose JSON an unknown value is, where that is certain."""
        if len(value.refers_to) != 1 or not value.refers_to[0].endswith((".json", ".minified_json", ".*")):
            return None
        found = self._targets.at(value.refers_to[0])
        return found[0] if len(found) == 1 and found[0].type == kind else None

    def _rendered(self, source: Resource) -> dict[str, Any] | Unknown:
        """What the data source will render, with unknowns in place."""
        statements: list[Any] = []
        for text in _texts(source.values.get("source_policy_documents")):
            inherited = self._statements(text)
            # An unknown stands for the statements of a document that is not known.
            statements += [inherited] if isinstance(inherited, Unknown) else inherited
        blocks = source.values.get("statement")
        if isinstance(blocks, Unknown):
            return blocks
        statements += [_statement(block) for block in blocks or ()]
        for text in _texts(source.values.get("override_policy_documents")):
            overriding = self._statements(text)
            if isinstance(overriding, Unknown):
                return overriding
            statements = _overridden(statements, overriding)
        return {"Version": source.values.get("version") or "2012-10-17", "Statement": statements}

    def _statements(self, text: Any) -> list[Any] | Unknown:
        if isinstance(text, Unknown):
            source = self._source(text, _POLICY)
            document = self._rendered(source) if source else text
        else:
            document = _decoded(text)
        if isinstance(document, Unknown):
            return document
        found = document.get("Statement", [])
        return found if isinstance(found, list) else [found]


def _texts(value: Any) -> list[Any]:
    return [value] if isinstance(value, Unknown) else list(value or ())


def _decoded(text: str) -> dict[str, Any] | Unknown:
    try:
        return msgspec.json.decode(text, type=dict[str, Any])
    except msgspec.DecodeError as error:
        return Unknown(Reason.INVALID, detail=f"policy: {error}")


def _overridden(statements: list[Any], overriding: list[Any]) -> list[Any]:
    """Statements with those of the same ``Sid`` replaced and the others added, as the provider does."""
    by_sid = {one["Sid"]: one for one in overriding if one.get("Sid")}
    kept = [one if isinstance(one, Unknown) else by_sid.pop(one.get("Sid"), one) for one in statements]
    return kept + [one for one in overriding if not one.get("Sid") or one["Sid"] in by_sid]


def _statement(block: dict[str, Any]) -> dict[str, Any]:
    """A statement block as the JSON it renders to."""
    statement: dict[str, Any] = {"Sid": block.get("sid"), "Effect": block.get("effect") or "Allow"}
    for argument, element in _ELEMENTS:
        if block.get(argument):
            statement[element] = block[argument]
    for argument, element in (("principals", "Principal"), ("not_principals", "NotPrincipal")):
        if block.get(argument):
            statement[element] = _principals(block[argument])
    if block.get("condition"):
        statement["Condition"] = _conditions(block["condition"])
    return statement


def _principals(blocks: Any) -> Any:
    if isinstance(blocks, Unknown):
        return blocks
    element: dict[str, Any] = {}
    for block in blocks:
        kind, ids = block.get("type"), block.get("identifiers")
        if isinstance(kind, Unknown):
            return kind
        element.setdefault(kind, []).extend([ids] if isinstance(ids, Unknown) else ids or ())
    return element


def _conditions(blocks: Any) -> Any:
    if isinstance(blocks, Unknown):
        return blocks
    element: dict[str, Any] = {}
    for block in blocks:
        test, variable = block.get("test"), block.get("variable")
        if isinstance(test, Unknown) or isinstance(variable, Unknown):
            return test if isinstance(test, Unknown) else variable
        values = block.get("values")
        keys = element.setdefault(test, {})
        both = isinstance(values, list) and isinstance(keys.get(variable), list)
        keys[variable] = keys[variable] + values if both else values
    return element


def _lifecycle_rule(block: dict[str, Any]) -> dict[str, Any]:
    selection, action = block.get("selection"), block.get("action")
    # What is unknown as a whole stays so; a rule without an action block expires.
    if isinstance(selection, Unknown) or isinstance(action, Unknown):
        unknown = selection if isinstance(selection, Unknown) else action
        return {"rulePriority": block.get("priority"), "selection": unknown, "action": unknown}
    selection, action = next(_blocks(selection), {}), next(_blocks(action), {"type": "expire"})
    return {
        "rulePriority": block.get("priority"),
        "selection": {
            "tagStatus": selection.get("tag_status"),
            "countType": selection.get("count_type"),
            "countNumber": selection.get("count_number"),
            "countUnit": selection.get("count_unit"),
            "storageClass": selection.get("storage_class"),
            "tagPatternList": selection.get("tag_pattern_list"),
            "tagPrefixList": selection.get("tag_prefix_list"),
        },
        "action": {"type": action.get("type")},
    }


def _blocks(value: Any) -> Iterator[dict[str, Any]]:
    return iter(value) if isinstance(value, list) else iter(())
