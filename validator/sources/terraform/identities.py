"""Who has which identity policies: inline ones, attached ones and AWS's own, of roles, users and groups.

Source: the documentation of `aws_iam_role`, `aws_iam_role_policy_attachments_exclusive` and their twins for users and
groups.
"""

from collections.abc import Iterator
from typing import Any

import msgspec

from validator.model.grants import IdentityPolicy
from validator.model.permissions.document import Principal
from validator.model.permissions.managed import managed_name, managed_policy
from validator.model.value import Reason, Unknown, Value
from validator.sources.terraform.context import Context
from validator.sources.terraform.held_policies import Held, Policy
from validator.sources.terraform.holders import Holders
from validator.sources.terraform.resource import Resource

_INLINE = frozenset({"aws_iam_role_policy", "aws_iam_user_policy", "aws_iam_group_policy"})
_ATTACHMENTS = frozenset(
    {
        "aws_iam_policy_attachment",
        *(f"aws_iam_{kind}_policy_attachment" for kind in ("role", "user", "group")),
        *(f"aws_iam_{kind}_policy_attachments_exclusive" for kind in ("role", "user", "group")),
    }
)
_UNATTACHED = Unknown(Reason.ELSEWHERE, detail="what the policy is attached to")


class Identities:
    """The identity policies of one input."""

    def __init__(self, resources: list[Resource], context: Context) -> None:
        self._context = context
        self._policies: dict[str, Policy] = {}
        self._held: dict[str, Held] = {}
        self._holders = Holders(context)
        for resource in resources:
            if resource.type == "aws_iam_policy" and not resource.data:
                self._policy(resource)
            elif resource.type in _INLINE:
                self._give(self._policy(resource), resource)
        for resource in resources:
            if resource.type in _ATTACHMENTS:
                for reference in _references(resource):
                    self._attach(resource, reference)
        for resource in resources:
            if resource.type == "aws_iam_role" and not resource.data:
                self._inline(resource)
                self._managed(resource)

    def policies(self) -> Iterator[IdentityPolicy]:
        """Every policy with who has it."""
        for policy in self._policies.values():
            nobody = policy.open or (None if policy.holders else _UNATTACHED)
            yield IdentityPolicy(
                registry=self._context.registry(policy.owner),
                origin=policy.owner.origin(*policy.path),
                document=policy.document,
                principals=nobody or sorted(policy.holders, key=str),
                managed=policy.managed,
                name=policy.name,
            )

    def of_role(self, role: Resource) -> Held:
        """What a role has."""
        held = self._held.get(role.address) or Held()
        return msgspec.structs.replace(held, open=held.open or self._holders.open)

    def _policy(self, owner: Resource) -> Policy:
        if owner.address not in self._policies:
            document = self._context.documents.policy(owner.argument("policy"))
            self._policies[owner.address] = Policy(owner, ("policy",), document)
        return self._policies[owner.address]

    def _inline(self, role: Resource) -> None:
        """The policies in a role's own blocks; a state has those of ``aws_iam_role_policy`` there once more."""
        blocks = role.blocks("inline_policy")
        if isinstance(blocks, Unknown):
            self._of(role).open = blocks
            return
        for place, block in enumerate(blocks):
            document = self._context.documents.policy(block.get("policy"))
            if document is not None and document not in self._of(role).documents.values():
                name = block.get("name")
                path = ("inline_policy", place, "policy")
                policy = Policy(role, path, document, name=name if isinstance(name, str) else str(place))
                self._policies[f"{role.address}#{place}"] = policy
                self._hold(policy, role)

    def _managed(self, role: Resource) -> None:
        """The policies in a role's ``managed_policy_arns``; a state has the attached ones there too."""
        arns = role.argument("managed_policy_arns")
        if isinstance(arns, Unknown):
            self._of(role).open = arns
            return
        for arn in arns or ():
            if arn in self._of(role).managed:
                continue
            found = self._meant(role, arn, role.address, "managed_policy_arns")
            if isinstance(found, Unknown):
                self._of(role).open = found
            elif found is not None:
                self._hold(found, role)

    def _attach(self, attachment: Resource, reference: Any) -> None:
        """Give what an attachment attaches to whom it names."""
        found = self._meant(attachment, reference, attachment.address, "policy_arn")
        if found is None:
            return
        if not isinstance(found, Unknown):
            self._give(found, attachment)
            return
        for candidate in self._candidates(attachment, reference):
            candidate.open = found
        for holder in self._holders.of(attachment):
            if isinstance(holder, Resource):
                self._of(holder).open = found

    def _give(self, policy: Policy, resource: Resource) -> None:
        """Give a policy to whom a resource names."""
        for holder in self._holders.of(resource):
            if isinstance(holder, Principal):
                policy.holders.append(holder)
            else:
                self._hold(policy, holder)

    def _hold(self, policy: Policy, holder: Resource) -> None:
        principal = self._holders.principal(holder)
        if principal not in policy.holders:
            policy.holders.append(principal)
        held = self._of(holder)
        if policy.managed:
            held.managed.add(policy.managed)
        elif policy.document is not None and policy.document not in held.documents.values():
            held.documents[f"{policy.owner.address}#{policy.name}"] = policy.document

    def _of(self, holder: Resource) -> Held:
        return self._held.setdefault(holder.address, Held())

    def _meant(self, resource: Resource, reference: Any, key: str, argument: str) -> Policy | Unknown | None:
        """The policy that an ARN means; ``None`` where there is none, an ``Unknown`` where it can't be told."""
        arn = self._looked_up(reference) if isinstance(reference, Unknown) else reference
        name = managed_name(arn) if isinstance(arn, str) else None
        if isinstance(arn, str) and name is not None:
            fresh = Policy(resource, (argument,), managed_policy(name), managed=arn)
            return self._policies.setdefault(f"{key}#{name}", fresh)
        candidates = self._candidates(resource, arn)
        if len(candidates) == 1:
            return candidates[0]
        if candidates:
            return Unknown(Reason.SEVERAL, detail="the attached policy")
        return Unknown(Reason.ELSEWHERE, detail=arn) if isinstance(arn, str) else arn or None

    def _candidates(self, resource: Resource, reference: Any) -> list[Policy]:
        """The policies of this input one of which a reference means."""
        found = self._context.targets.of(resource, reference, "aws_iam_policy")
        return [self._policy(one) for one in found]

    def _looked_up(self, reference: Unknown) -> Value[str]:
        """The ARN of an AWS managed policy that is looked up by its name."""
        found = [one for target in reference.refers_to for one in self._context.targets.at(target)]
        name = found[0].values.get("name") if len(found) == 1 and found[0].data else None
        known = isinstance(name, str) and managed_policy(name) is not None
        return f"arn:aws:iam::aws:policy/{name}" if known else reference


def _references(attachment: Resource) -> list[Any]:
    """The ARNs that an attachment attaches."""
    several = attachment.argument("policy_arns")
    return several if isinstance(several, list) else [attachment.argument("policy_arn") or several]
