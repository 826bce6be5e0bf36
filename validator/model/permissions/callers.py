"""Who calls, as strings that patterns can tell apart.

A caller is ``aws:ACCOUNT:PATH#SESSION``: ``aws:111122223333:role/node#i-1`` is a session of a role,
``aws:111122223333:user/ann#`` a user; ``service:NAME#``, ``federated:PROVIDER#`` and ``anonymous#`` are the others. The
partition says nothing more, since an account lies in one. So every element of a policy is a pattern:

- ``*`` is every caller, anonymous ones and AWS services too.
- An account is every caller of it. It delegates: the account's own identity policies decide which of them may, so that
  what is said here of an account is what its callers may at most.
- A role is all its sessions; a session's ARN names the role without its path.
- A unique id (``AROA…``) means a principal that is deleted, and an invalid one nobody.

Sources: IAM User Guide, "AWS JSON policy elements: Principal" and "NotPrincipal", "AWS global condition context keys".
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from validator.model.permissions.document import Principal
from validator.model.permissions.patterns import Language, language
from validator.model.permissions.principals import principal
from validator.model.value import Unknown, Value, known

_SESSION = re.compile(r"(?P<account>.{12}):assumed-role/(?P<role>[^/]+)/(?P<session>.+)")
_ROLE = re.compile(r"(?P<account>.{12}):role/(?:.*/)?(?P<role>[^/]+)")

_ANY_ACCOUNT = "?" * 12
_IN_ACCOUNTS = ("root#", "user/?*#", "role/?*#?*", "federated-user/?*#")
# A stranger's account is here to be shown as the example. A "#" stands nowhere but before the session.
EVERYBODY = Language(
    (
        frozenset(
            {
                *(f"aws:{account}:{path}" for account in (_ANY_ACCOUNT, "999999999999") for path in _IN_ACCOUNTS),
                *("service:?*#", "federated:?*#", "canonical:?*#", "anonymous#"),
            }
        ),
    ),
    frozenset({"*#*#*"}),
)
_NOBODY: frozenset[str] = frozenset()


class Bounds(NamedTuple):
    """A set that is not known exactly: what is surely in it, and what is in it at most."""

    least: Language
    most: Language


def of_account(account: str) -> frozenset[str]:
    """The callers of an account; the id may be a pattern."""
    account = _ANY_ACCOUNT if account == "*" else account
    # The first one is in the second; it is here to be shown as the example.
    return frozenset({f"aws:{account}:root#", f"aws:{account}:*"})


def everybody_but(patterns: frozenset[str]) -> Language:
    """The callers that no pattern matches."""
    return EVERYBODY.meet(Language(without=patterns))


def of_arn(arn: str) -> str | None:
    """A caller's pattern, up to the ``#``, from the pattern of an IAM ARN; ``None``: it is no such pattern."""
    match arn.split(":"):
        case ["arn", _, "iam" | "sts" | "*", _, account, path]:
            return f"aws:{_ANY_ACCOUNT if account == '*' else account}:{path}"
    return None


def named(principals: Value[list[Principal]]) -> Bounds:
    """The callers that a ``Principal`` element names."""
    if isinstance(principals, Unknown):
        return Bounds(language(_NOBODY), EVERYBODY)
    each = [_patterns(one) for one in principals or ()]
    least, most = (frozenset().union(*patterns) for patterns in zip(*each, strict=True)) if each else (_NOBODY, _NOBODY)
    return Bounds(EVERYBODY.meet(language(least)), EVERYBODY.meet(language(most)))


def others(principals: Value[list[Principal]]) -> Bounds:
    """The callers that a ``NotPrincipal`` element leaves.

    A caller is several principals: its account, its role, its session. The element spares it surely only where it lists
    all of them; where it lists one, it may spare it.
    """
    listed = principals if isinstance(principals, list) else []
    most = everybody_but(frozenset(_wholly_listed(listed)))
    if isinstance(principals, Unknown):
        return Bounds(language(_NOBODY), most)
    return Bounds(everybody_but(frozenset[str]().union(*(_patterns(one)[1] for one in listed))), most)


def caller(name: str) -> Language:
    """The callers that a principal's ARN or name means in a question; ``*`` is anybody.

    A role's ARN is all its sessions, with ``#SESSION`` behind it one of them. The ARN of a session itself leaves open
    what path its role has.
    """
    if re.fullmatch(r"[a-z0-9.-]+\.amazonaws\.com(\.cn)?", name):
        return language({f"service:{name}#"})
    arn, separator, session = name.partition("#")
    if separator:
        return language({f"{of_arn(arn)}#{session}"})
    return named([principal("AWS", name)]).most


def shown(text: str) -> str:
    """A caller as people write it: a role's ARN, or a session's where the session matters."""
    whole, _, session = text.partition("#")
    kind, _, name = whole.partition(":")
    role = _ROLE.fullmatch(name)
    if kind != "aws":
        return name or kind
    if role and session not in {"example", "x"}:
        return f"arn:aws:sts::{role['account']}:assumed-role/{role['role']}/{session}"
    return f"arn:aws:{'sts' if ':federated-user/' in name else 'iam'}::{name}"


def _wholly_listed(principals: Iterable[Principal]) -> Iterable[str]:
    kinds = {(one.kind, one.account) for one in principals}
    roles = {match.groups() for one in principals if (match := _ROLE.fullmatch(_tail(str(one.id))))}
    for one in principals:
        match = _SESSION.fullmatch(_tail(str(one.id)))
        accounted = ("account", one.account) in kinds and isinstance(one.account, str)
        if one.kind in {"service", "federated", "canonical-user"}:
            yield from _patterns(one)[0]
        elif accounted and one.kind == "account":
            yield f"aws:{one.account}:root#"
        elif accounted and (one.kind == "user" or (match and match.groups()[:2] in roles)):
            yield from _patterns(one)[0]


def _patterns(one: Principal) -> tuple[frozenset[str], frozenset[str]]:
    """The patterns of what a principal surely is, and of what it is at most."""
    if isinstance(one.id, Unknown) or isinstance(one.kind, Unknown):
        return _NOBODY, _unknown(known(one.kind))
    exact = _exact(str(one.kind), str(one.id), str(one.account))
    return exact, exact


def _unknown(kind: str | None) -> frozenset[str]:
    return frozenset({f"aws:{_ANY_ACCOUNT}:{kind}/*"}) if kind in {"role", "user"} else frozenset({"*"})


def _exact(kind: str, name: str, account: str) -> frozenset[str]:
    match kind:
        case "anyone":
            return frozenset({"*"})
        case "account":
            return of_account(account)
        case "role":
            return frozenset({f"aws:{_tail(name)}#*"})
        case "user":
            return frozenset({f"aws:{_tail(name)}#"})
        case "session":
            return _session(name)
        case "service" | "federated":
            return frozenset({f"{kind}:{name}#"})
        case "canonical-user":
            return frozenset({f"canonical:{name}#"})
    return _NOBODY


def _session(name: str) -> frozenset[str]:
    match = _SESSION.fullmatch(_tail(name))
    if not match:
        return frozenset({f"aws:{_tail(name)}#"})
    account, role, session = match.groups()
    return frozenset({f"aws:{account}:role/{way}{role}#{session}" for way in ("", "*/")})


def _tail(arn: str) -> str:
    """The account and the path of an IAM ARN."""
    return arn.partition("::")[2]
