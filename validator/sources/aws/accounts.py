"""One account: its regions side by side, with its roles read once for all of them."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

import boto3
import msgspec

from validator.errors import ConfigError
from validator.model.inventory import Gap
from validator.sources.aws.caller import Caller
from validator.sources.aws.failures import remedy_for
from validator.sources.aws.line import line_to
from validator.sources.aws.reading import Global, RegionReading, Regions, Wanted
from validator.sources.aws.region import read_region
from validator.sources.aws.roles import AccountRoles
from validator.sources.aws.sessions import SignIn, assume, session_of
from validator.sources.aws.watch import Watch

REGIONS_AT_ONCE = 4

Arrival = RegionReading | Regions | Global | Gap
Deliver = Callable[[Arrival], None]


class Task(msgspec.Struct, frozen=True):
    """One account to read, as it is handed to whoever reads it.

    Attributes:
        account: The 12-digit account id.
        sign_in: How to sign in.
        role_arn: The account's role to assume then; ``None``: the account is one's own.
        regions: The regions to read; empty: all that are enabled.
        wanted: What to read of each.
        deadline: In seconds of Unix time; from then on no call is made.
    """

    account: str
    sign_in: SignIn
    role_arn: str | None = None
    regions: tuple[str, ...] = ()
    wanted: Wanted = Wanted()
    deadline: float | None = None


def read_account(task: Task, watch: Watch, deliver: Deliver) -> None:
    """Read an account, and deliver each region as soon as it is read. What can't be read at all is a gap."""
    try:
        session = session_of(task.sign_in)
        session = assume(session, task.role_arn, task.sign_in.external_id) if task.role_arn else session
    except ConfigError as error:
        deliver(Gap(f"account {task.account}", f"{error.problem} ({error.place})", error.remedy))
        return
    with line_to(session, task.account, watch) as line, ThreadPoolExecutor(REGIONS_AT_ONCE) as regions:
        whole = Caller(line, _home(session))
        names = task.regions or _enabled(whole, session)
        deliver(Regions(task.account, names))
        roles = AccountRoles(whole)

        def read(region: str) -> None:
            deliver(read_region(Caller(line, region), roles, task.wanted))

        list(regions.map(read, names))
        deliver(Global(task.account, roles.calls, roles.gaps()))


def read_remotely(task: Task) -> list[Arrival]:
    """All that is read of an account, for a process that only returns once."""
    found: list[Arrival] = []
    read_account(task, Watch(task.deadline), found.append)
    return found


def known_regions(session: boto3.Session) -> list[str]:
    """The regions of ECR that the SDK knows in the partition that the session is in."""
    partition = session.get_partition_for_region(_home(session))
    return sorted(session.get_available_regions("ecr", partition_name=partition))


def own_account(session: boto3.Session) -> tuple[str, str]:
    """The id of the account that a session is signed in to, and its partition.

    Raises:
        ConfigError: AWS does not say.
    """
    with line_to(session, "", Watch()) as line:
        answer = Caller(line, _home(session)).call("sts", "get_caller_identity")
    if not isinstance(answer, dict):
        remedy = remedy_for(answer) if answer else ""
        raise ConfigError(f"AWS does not say whose credentials these are: {answer}", remedy=remedy)
    return answer["Account"], answer["Arn"].split(":")[1]


def accounts_of_organization(session: boto3.Session) -> list[str]:
    """The ids of the active accounts of the organization that a session's account manages.

    Raises:
        ConfigError: Not all of them could be listed, or there is none.
    """
    with line_to(session, "", Watch()) as line:
        accounts, unknown = Caller(line, _home(session)).listed("organizations", "list_accounts")
    if unknown is not None:
        raise ConfigError(
            f"the organization's accounts can't be listed: {unknown}",
            place="--organization",
            remedy="sign in to its management account or a delegated administrator, or name each --account",
        )
    # Source: Organizations API, Account: "State" replaces "Status", which ends in September 2026.
    active = sorted(one["Id"] for one in accounts if (one.get("State") or one.get("Status")) == "ACTIVE")
    if not active:
        raise ConfigError("there is no active account", place="--organization", remedy="name each --account")
    return active


def _home(session: boto3.Session) -> str:
    """The region that global services are called in."""
    return session.region_name or "us-east-1"


def _enabled(caller: Caller, session: boto3.Session) -> tuple[str, ...]:
    """The regions that an account has enabled; where it does not say, which is a gap, those that the SDK knows."""
    ours = set(known_regions(session))
    answer = caller.call("ec2", "describe_regions")
    if isinstance(answer, dict):
        ours.intersection_update(one["RegionName"] for one in answer["Regions"])
    return tuple(sorted(ours))


def regions_of(names: Iterable[str], session: boto3.Session) -> tuple[str, ...]:
    """The regions that a user named, or the one that their AWS configuration names.

    Raises:
        ConfigError: There is none, or the SDK knows no such region.
    """
    chosen = tuple(dict.fromkeys(names))
    if not chosen:
        if session.region_name is None:
            raise ConfigError("no region is configured", remedy="name one with --region, or say --all-regions")
        return (session.region_name,)
    there = {name for one in session.get_available_partitions() for name in session.get_available_regions("ecr", one)}
    for name in chosen:
        if name not in there:
            raise ConfigError(
                "the SDK knows no such region", place=f"--region {name}", remedy="mend it, or update boto3"
            )
    return chosen
