"""Apply a recorded Terraform plan to the server through the SDK, where there is no Terraform.

What the plan leads to is made, whatever the plan's action is: an empty account is what everybody starts from. Values
that only the apply tells, ARNs above all, are followed through the plan's configuration: plain references, through
modules too.
"""

from collections.abc import Callable, Collection
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from tests.aws.accounts import ACCOUNT, REGION
from tests.aws.applying import ecr, events, iam, network, secrets
from tests.aws.applying.planned import Given, Planned, planned_of
from tests.aws.applying.references import CannotApplyError, Made
from tests.aws.server import Server

__all__ = ["CannotApplyError", "apply"]

# Resource type -> what makes one, in the order in which they are made: what others refer to comes first.
MAKERS: dict[str, Callable[[Callable[[str], Any], Given], Made]] = {
    **iam.MAKERS,
    **network.MAKERS,
    **events.MAKERS,
    **secrets.MAKERS,
    **ecr.MAKERS,
}


def apply(
    plan: dict[str, Any], server: Server, account: str = ACCOUNT, region: str = REGION, leave_out: Collection[str] = ()
) -> dict[str, Made]:
    """Make what a plan leads to.

    Args:
        plan: The plan as ``terraform show -json`` prints it.
        server: Where.
        account: The account that the plan is for.
        region: The region of providers that name none.
        leave_out: Resource types that need not be made.

    Returns:
        The address of each resource -> those of its attributes that only the apply tells.

    Raises:
        CannotApplyError: A resource of the plan can't be made without Terraform; nothing is undone.
    """
    wanted = [one for one in planned_of(plan, region) if one.type not in leave_out]
    unknown = sorted({one.type for one in wanted} - MAKERS.keys())
    if unknown:
        raise CannotApplyError(f"resources of these types can't be made without Terraform: {', '.join(unknown)}")
    made: dict[str, Made] = {}
    order = list(MAKERS)
    for planned in sorted(wanted, key=lambda one: order.index(one.type)):
        made[planned.address] = _make(planned, server, account, plan, made)
    return made


def _make(planned: Planned, server: Server, account: str, plan: dict[str, Any], made: dict[str, Made]) -> Made:
    def client(service: str) -> Any:
        return server.client(service, planned.region, account)

    given = Given.of(planned, plan, made)
    try:
        return MAKERS[planned.type](client, given)
    except (BotoCoreError, ClientError) as error:
        raise CannotApplyError(f"{planned.address}: {error}") from error
