"""Conditions of a policy statement, and whether they narrow who it is about.

Sources: IAM User Guide, "Condition operators" and "Global condition keys"; the facts that a statement for anyone is not
public when a condition binds it to an organization, account, principal or network, and that ``…IfExists``, negated
operators and wildcards bind nothing, are the rules of "The meaning of public" in the S3 and IAM guides.
"""

import ipaddress
import re
from collections.abc import Iterator
from typing import Any

from validator.model.permissions.document import Condition
from validator.model.value import Unknown, Value

_OPERATOR = re.compile(r"(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?", re.IGNORECASE)

# Keys whose value the caller can't choose. Tags of the principal are the caller's own to set, so they are not here.
_EXACT_KEYS = frozenset(
    {
        "aws:principalorgid",
        "aws:principalaccount",
        "aws:sourceaccount",
        "aws:sourceorgid",
        "aws:sourcevpc",
        "aws:sourcevpce",
        "aws:userid",
        "aws:resourceaccount",
    }
)
_PATH_KEYS = frozenset({"aws:principalorgpaths", "aws:sourceorgpaths"})
_ARN_KEYS = frozenset({"aws:principalarn", "aws:sourcearn"})
_EXACT = frozenset({"stringequals", "stringequalsignorecase"})
# Of the ARN operators, ArnEquals takes wildcards as ArnLike does.
_LIKE = frozenset({"stringlike", "arnlike", "arnequals"})
_WIDEST_NETWORK = {4: 8, 6: 32}


def parse_conditions(block: Any) -> Value[list[Condition]]:
    """The conditions of a ``Condition`` element; ``None`` where there is none."""
    if block is None or isinstance(block, Unknown):
        return block
    return list(_conditions(block)) if isinstance(block, dict) else []


def _conditions(block: dict[str, Any]) -> Iterator[Condition]:
    for name, keys in block.items():
        match = _OPERATOR.fullmatch(name)
        over, operator, if_exists = match.groups() if match else ("", name, None)
        for key, values in keys.items() if isinstance(keys, dict) else ():
            yield condition(operator, key, values, over=over or "", if_exists=if_exists is not None)


def condition(operator: str, key: str, values: Any, *, over: str = "", if_exists: bool = False) -> Condition:
    """One condition from its parts; ``values`` is one value or a list of them."""
    listed = values if isinstance(values, list | Unknown) or values is None else [values]
    if isinstance(listed, list):
        listed = [value if isinstance(value, Unknown) else _text(value) for value in listed]
    negated = "not" in operator.lower()
    narrows: Value[bool] = False
    if not negated and not if_exists and over.lower() != "forallvalues":
        narrows = _narrows(operator.lower(), key.lower(), listed)
    return Condition(operator, key.lower(), listed, negated, if_exists, over, narrows)


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _narrows(operator: str, key: str, values: Value[list[Value[str]]]) -> Value[bool]:
    if operator == "ipaddress" and key == "aws:sourceip":
        return _all(values, _is_a_network)
    if key in _EXACT_KEYS | _PATH_KEYS | _ARN_KEYS:
        if operator in _EXACT:
            return True
        if operator in _LIKE:
            return _all(values, _BOUNDED[key in _ARN_KEYS, key in _PATH_KEYS])
    return False


def _all(values: Value[list[Value[str]]], test: Any) -> Value[bool]:
    """Whether a test holds for every value: an unknown value leaves it open unless another one fails."""
    if isinstance(values, Unknown):
        return values
    unknown = None
    for value in values or ():
        if isinstance(value, Unknown):
            unknown = value
        elif not test(value):
            return False
    return unknown or bool(values)


def _is_a_network(value: str) -> bool:
    try:
        network = ipaddress.ip_network(value, strict=False)
    except ValueError:
        return False
    return network.prefixlen >= _WIDEST_NETWORK[network.version]


def _names_an_account(arn: str) -> bool:
    parts = arn.split(":")
    return len(parts) > 4 and bool(re.fullmatch(r"\d{12}", parts[4]))  # noqa: PLR2004 - an ARN's fifth part is the account


def _names_an_organization(path: str) -> bool:
    return "*" not in path.partition("/")[0] and "?" not in path.partition("/")[0]


def _has_no_wildcard(value: str) -> bool:
    return "*" not in value and "?" not in value


_BOUNDED = {
    (True, False): _names_an_account,
    (False, True): _names_an_organization,
    (False, False): _has_no_wildcard,
}
