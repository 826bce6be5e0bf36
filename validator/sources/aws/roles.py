"""IAM roles that the rules and templates of an account name; each is read once, whichever region asks for it.

Source: IAM API Reference. IAM is global: all regions of an account have the same roles.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

import msgspec

from validator.model.access import Role
from validator.model.base import RegistryRef
from validator.model.grants import IdentityPolicy
from validator.model.inventory import Gap, Unlisted
from validator.model.permissions.document import PolicyDocument
from validator.model.permissions.managed import managed_name, managed_policy
from validator.model.permissions.parse import policy_of
from validator.model.roles import account_and_name, missing
from validator.model.value import Unknown, Value
from validator.sources.aws.caller import Caller
from validator.sources.aws.once import Once
from validator.sources.aws.role_facts import HeldPolicy, RoleFacts, identity_policies, role_of

_GONE = ("NoSuchEntity",)


class RolesReading(NamedTuple):
    """What is read of an account's roles.

    Attributes:
        roles: The roles, one for each ARN of this account.
        policies: What they may do, by policy.
        unlisted: Says so where they may be allowed more.
    """

    roles: list[Role]
    policies: list[IdentityPolicy]
    unlisted: list[Unlisted]


class AccountRoles:
    """The roles of one account. Several threads may read at once."""

    def __init__(self, caller: Caller) -> None:
        """Read nothing yet.

        Args:
            caller: Calls IAM; its region only signs.
        """
        self._caller = caller
        self._roles: Once[str, RoleFacts] = Once()
        self._policies: Once[str, Value[PolicyDocument]] = Once()

    def read(self, arns: Iterable[str], registry: RegistryRef) -> RolesReading:
        """Read the roles of this account among those that some ARNs name.

        It runs on several threads of the account's pool, so it must not be called on one of these.

        Args:
            arns: The roles' ARNs; those of other accounts are left out.
            registry: The registry whose rules and templates name them.
        """
        named = {arn: parts[1] for arn in sorted(set(arns)) if (parts := account_and_name(arn)) and self._is_own(parts)}
        names = sorted(set(named.values()))
        by_name = dict(zip(names, self._caller.each(self._facts, names), strict=True))
        facts = {arn: by_name[name] for arn, name in named.items()}
        exist = {arn: one for arn, one in facts.items() if isinstance(one.arn, Unknown) or one.arn == arn}
        # A name is unique whatever its path: a role of another path is not the one that is meant.
        roles = [role_of(arn, exist[arn], registry) if arn in exist else missing(arn, registry) for arn in named]
        more = next((one.unread for one in exist.values() if one.unread), None)
        unlisted = [Unlisted("grant", registry.key, more)] if more else []
        return RolesReading(roles, identity_policies(exist, registry), unlisted)

    @property
    def calls(self) -> dict[str, int]:
        """How often each IAM action was used so far."""
        return dict(self._caller.calls)

    def gaps(self) -> list[Gap]:
        """What could not be read so far; it is missing in all regions."""
        registry = self._caller.registry
        return [
            msgspec.structs.replace(gap, place=gap.place.replace(registry.key, f"account {registry.account}"))
            for gap in self._caller.gaps()
        ]

    def _is_own(self, parts: tuple[str, str]) -> bool:
        return parts[0] == self._caller.registry.account

    def _facts(self, name: str) -> RoleFacts:
        return self._roles.get(name, lambda: self._read(name))

    def _read(self, name: str) -> RoleFacts:
        answer = self._caller.call("iam", "get_role", _GONE, RoleName=name)
        if answer is None:
            return RoleFacts(name, None)
        known = answer if isinstance(answer, Unknown) else answer["Role"]
        inline = self._caller.listed("iam", "list_role_policies", RoleName=name)
        attached = self._caller.listed("iam", "list_attached_role_policies", RoleName=name)
        return RoleFacts(
            name=name,
            arn=known if isinstance(known, Unknown) else known["Arn"],
            trust=known if isinstance(known, Unknown) else policy_of(known["AssumeRolePolicyDocument"]),
            inline=tuple(HeldPolicy(one, self._inline(name, one)) for one in sorted(map(str, inline.items))),
            attached=tuple(sorted((self._attached(one) for one in attached.items), key=lambda one: str(one.arn))),
            more_inline=inline.unknown,
            more_attached=attached.unknown,
        )

    def _inline(self, role: str, policy: str) -> Value[PolicyDocument]:
        answer = self._caller.call("iam", "get_role_policy", RoleName=role, PolicyName=policy)
        return policy_of(answer["PolicyDocument"]) if isinstance(answer, dict) else answer

    def _attached(self, attachment: dict[str, Any]) -> HeldPolicy:
        arn = attachment["PolicyArn"]
        aws_name = managed_name(arn)
        if aws_name is not None:
            return HeldPolicy(aws_name, managed_policy(aws_name), arn, by_aws=True)
        return HeldPolicy(attachment["PolicyName"], self._policies.get(arn, lambda: self._customer_managed(arn)), arn)

    def _customer_managed(self, arn: str) -> Value[PolicyDocument]:
        answer = self._caller.call("iam", "get_policy", PolicyArn=arn)
        if not isinstance(answer, dict):
            return answer
        version = answer["Policy"]["DefaultVersionId"]
        answer = self._caller.call("iam", "get_policy_version", PolicyArn=arn, VersionId=version)
        return policy_of(answer["PolicyVersion"]["Document"]) if isinstance(answer, dict) else answer
