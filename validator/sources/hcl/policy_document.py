"""``aws_iam_policy_document`` as the AWS provider renders it.

Source: plans that hashicorp/aws 5.100.0 made. Sets come in reverse order, a list of one element becomes that element,
``&{…}`` becomes ``${…}``, a document of ``source_policy_documents`` keeps its own order.
"""

import json
from typing import Any

from validator.sources.hcl.go_json import escaped_as_go
from validator.sources.hcl.values import EvaluationError

Json = dict[str, Any]
POLICY_VERSION = "2012-10-17"
_ORDER = (
    "Sid",
    "Effect",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Principal",
    "NotPrincipal",
    "Condition",
)
_LISTS = {
    "actions": "Action",
    "not_actions": "NotAction",
    "resources": "Resource",
    "not_resources": "NotResource",
}


def render_policy(values: Json, indent: int | None) -> str:
    """The JSON of a data source whose arguments are all known.

    Args:
        values: The data source's arguments.
        indent: How many spaces a level is indented by; ``None`` minifies.

    Raises:
        EvaluationError: A source or override document is no policy.
    """
    separators = (",", ": ") if indent else (",", ":")
    return escaped_as_go(json.dumps(_document(values), indent=indent, separators=separators, ensure_ascii=False))


def _document(values: Json) -> Json:
    own = {
        "Version": values["version"] or POLICY_VERSION,
        "Id": values["policy_id"],
        "Statement": [_statement(block) for block in values["statement"]],
    }
    version, policy_id = "", ""
    statements: list[Json] = []
    for document in (
        *_parsed(values["source_json"], values["source_policy_documents"]),
        own,
        *_parsed(values["override_json"], values["override_policy_documents"]),
    ):
        # A version only ever rises, an id is replaced, a statement takes the place of the one with its Sid.
        version = max(version, document.get("Version") or "")
        policy_id = document.get("Id") or policy_id
        statements = _merged(statements, document["Statement"])
    return (
        {"Version": version}
        | ({"Id": policy_id} if policy_id else {})
        | ({"Statement": statements} if statements else {})
    )


def _parsed(single: str | None, several: list[str] | None) -> list[Json]:
    """The documents of an argument and its deprecated predecessor; empty ones count as none."""
    return [_parsed_one(text) for text in [single, *(several or ())] if text]


def _parsed_one(text: str) -> Json:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        raise EvaluationError("a source or override document is no JSON") from None
    if not isinstance(document, dict) or not isinstance(document.get("Statement", []), list):
        raise EvaluationError("a source or override document is no policy with a list of statements")
    return document | {"Statement": [_reordered(statement) for statement in document.get("Statement", [])]}


def _reordered(statement: Json) -> Json:
    """A statement of another document, with the elements in the order in which the provider writes them."""
    found = {name: statement[name] for name in _ORDER if statement.get(name)}
    for name in _LISTS.values():
        if isinstance(found.get(name), list) and len(found[name]) == 1:
            found[name] = found[name][0]
    return found


def _merged(statements: list[Json], more: list[Json]) -> list[Json]:
    """Statements with further ones; one whose ``Sid`` is there already takes that one's place."""
    found = list(statements)
    places = {statement["Sid"]: place for place, statement in enumerate(found) if statement.get("Sid")}
    for statement in more:
        place = places.get(statement.get("Sid"))
        if place is None:
            found.append(statement)
        else:
            found[place] = statement
    return found


def _statement(block: Json) -> Json:
    found: Json = {"Sid": block["sid"], "Effect": block["effect"] or "Allow"}
    for argument, element in _LISTS.items():
        found[element] = _one_or_many(_from_set(block[argument]))
    found["Principal"] = _principals(block["principals"])
    found["NotPrincipal"] = _principals(block["not_principals"])
    found["Condition"] = _conditions(block["condition"])
    return {name: found[name] for name in _ORDER if found[name]}


def _from_set(values: list[str] | None) -> list[str]:
    return [_policy_variable(value) for value in reversed(values or ())]


def _policy_variable(value: str) -> str:
    # Terraform would take "${…}" for its own, so policy variables are written "&{…}".
    return value.replace("&{", "${")


def _one_or_many(values: list[str]) -> str | list[str]:
    return values[0] if len(values) == 1 else values


def _principals(blocks: list[Json]) -> Any:
    if any(block["type"] == "*" and list(block["identifiers"]) == ["*"] for block in blocks):
        return "*"
    found: dict[str, list[str]] = {}
    for block in blocks:
        found.setdefault(block["type"], []).extend(_from_set(block["identifiers"]))
    return {kind: _one_or_many(found[kind]) for kind in sorted(found)}


def _conditions(blocks: list[Json]) -> Json:
    found: dict[str, dict[str, list[str]]] = {}
    for block in blocks:
        keys = found.setdefault(block["test"], {})
        values = [_policy_variable(value) for value in block["values"] or ()]
        keys.setdefault(_policy_variable(block["variable"]), []).extend(values)
    return {test: {key: _one_or_many(keys[key]) for key in sorted(keys)} for test, keys in sorted(found.items())}
