"""Which IAM roles matter to pull through cache, and the ones that are only referred to.

An account has hundreds of roles. One matters when a rule or template uses it, when ECR may assume it, or when what it
has covers an action that fills, changes or administers a cache.
"""

import re
from collections.abc import Iterable

import msgspec

from validator.model.access import Role
from validator.model.base import RegistryRef
from validator.model.grants import relevant
from validator.model.inventory import Inventory
from validator.model.objects import Rule, Template
from validator.model.origin import Origin
from validator.model.permissions.actions import CACHE_SERVICE, TEMPLATE_SERVICE
from validator.model.permissions.document import PolicyDocument
from validator.model.permissions.managed import managed_name, managed_policy
from validator.model.references import ReferenceIndex
from validator.model.value import Reason, Unknown

# Who assumes the role of a rule, and of a template. Source: ECR User Guide, "ECR to ECR pull through cache" and
# "Repository creation templates".
SERVICES = frozenset({CACHE_SERVICE, TEMPLATE_SERVICE})

_ARN = re.compile(r"arn:aws[a-z-]*:iam::(?P<account>\d{12}):role/(?:.*/)?(?P<name>[^/]+)")
_ELSEWHERE = Unknown(Reason.ELSEWHERE, detail="the role")


def with_roles(inventory: Inventory, roles: Iterable[Role]) -> Inventory:
    """The inventory with those of some roles that matter to it, and with the roles that it only refers to."""
    index = ReferenceIndex(roles)
    used: set[str] = set()
    outside: dict[str, Role] = {}
    users: list[Rule | Template] = [*inventory.rules, *inventory.templates]
    for user in users:
        candidates = index.candidates(user.role_arn)
        used.update(one.address for one in candidates)
        if not candidates and isinstance(user.role_arn, str):
            outside.setdefault(user.role_arn, referred_to(user.role_arn, user))
    kept = [role for role in index.objects if role.address in used or matters(role)]
    return msgspec.structs.replace(inventory, roles=sorted([*kept, *outside.values()], key=lambda one: one.address))


def matters(role: Role) -> bool:
    """Whether a role is known to concern a cache by who may assume it or by what it may do."""
    if _trusts_ecr(role):
        return True
    documents = role.documents if isinstance(role.documents, list) else []
    if any(True for document in documents for _ in relevant(document)):
        return True
    arns = role.managed_policies if isinstance(role.managed_policies, list) else []
    return any(managed_policy(managed_name(arn) or "") for arn in arns if isinstance(arn, str))


def account_and_name(arn: str) -> tuple[str, str] | None:
    """The account and the name of the role that an ARN means; ``None`` where it is no role's ARN."""
    match = _ARN.fullmatch(arn)
    return (match["account"], match["name"]) if match else None


def missing(arn: str, registry: RegistryRef) -> Role:
    """The role that an ARN names and that is known not to exist: nobody can assume it, and it may do nothing."""
    named = account_and_name(arn)
    return Role(
        address=arn,
        registry=registry,
        origin=Origin(arn),
        managed=False,
        arn=arn,
        name=named[1] if named else None,
        trust=PolicyDocument(None, []),
        documents=[],
        managed_policies=[],
    )


def referred_to(arn: str, user: Rule | Template) -> Role:
    """The role that an ARN names and that is not part of the input; it is written where its user names it."""
    account, name = account_and_name(arn) or (Unknown(Reason.INVALID, detail=arn),) * 2
    origin = user.origin_of("role_arn")
    key = (
        f"{account}/{user.registry.region}"
        if isinstance(account, str) and isinstance(user.registry.region, str)
        else arn
    )
    return Role(
        address=arn,
        registry=RegistryRef(key, account, user.registry.region),
        origin=Origin(origin.address, origin.location),
        managed=False,
        arn=arn,
        name=name,
        trust=_ELSEWHERE,
        documents=_ELSEWHERE,
        managed_policies=_ELSEWHERE,
        complete=_ELSEWHERE,
    )


def _trusts_ecr(role: Role) -> bool:
    trust = role.trust
    statements = trust.statements if isinstance(trust, PolicyDocument) else []
    return any(
        principal.kind == "service" and principal.id in SERVICES
        for statement in statements
        for principal in (statement.principals if isinstance(statement.principals, list) else ())
    )
