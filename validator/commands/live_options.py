"""The options of the commands on live accounts: which accounts and regions, and how to sign in to them."""

import re
from collections.abc import Callable, Sequence
from typing import Any, Self, TypeVar

import click
import msgspec

from validator.commands.options import decorated
from validator.errors import ConfigError

F = TypeVar("F", bound=Callable[..., Any])

_REGION = "Read this region instead of the configured one.  [repeatable]"
_ACCOUNT = "Read this account, by the role of --role-name.  [repeatable]"
_ORGANIZATION = "Read all active accounts of the organization, by the role of --role-name."
_TIMEOUT = "Report after so many seconds what is read until then."
_ACCOUNT_ID = re.compile(r"\d{12}")


class LiveOptions(msgspec.Struct, frozen=True, kw_only=True):
    """Which accounts and regions, and how to sign in to them, option by option.

    Attributes:
        regions: ``--region``.
        all_regions: ``--all-regions``.
        profile: ``--profile``.
        role_arn: ``--role-arn``.
        external_id: ``--external-id``.
        accounts: ``--account``.
        role_name: ``--role-name``.
        organization: ``--organization``.
        timeout: ``--timeout``, in seconds.
        dask: ``--dask``.
    """

    regions: Sequence[str] = ()
    all_regions: bool = False
    profile: str | None = None
    role_arn: str | None = None
    external_id: str | None = None
    accounts: Sequence[str] = ()
    role_name: str | None = None
    organization: bool = False
    timeout: float | None = None
    dask: str | None = None

    @classmethod
    def taken_from(cls, given: dict[str, Any]) -> Self:
        """Take these options out of those of a command line."""
        return cls(**{name: given.pop(name) for name in cls.__struct_fields__})

    def check(self) -> None:
        """Refuse options that contradict each other.

        Raises:
            ConfigError: They do.
        """
        several = "--account" if self.accounts else "--organization" if self.organization else ""
        if self.regions and self.all_regions:
            raise ConfigError("says which regions, and --all-regions says all", place="--region")
        if self.accounts and self.organization:
            raise ConfigError("says which accounts, and --organization says all", place="--account")
        if several and not self.role_name:
            raise ConfigError("needs the role to assume in each account", place=several, remedy="name it: --role-name")
        if self.role_name and not several:
            raise ConfigError("needs accounts", place="--role-name", remedy="say --account or --organization")
        if self.external_id and not (self.role_arn or several):
            raise ConfigError("is for a role", place="--external-id", remedy="say --role-arn or --role-name")


def live(function: F) -> F:
    """Which accounts and regions, and how to sign in to them."""
    decorators = (
        click.option("--region", "regions", metavar="REGION", multiple=True, help=_REGION),
        click.option("--all-regions", is_flag=True, help="Read every region that the account has enabled."),
        click.option("--profile", metavar="NAME", help="Sign in with this profile of the AWS configuration."),
        click.option("--role-arn", metavar="ARN", help="Assume this role first."),
        click.option("--external-id", metavar="ID", help="What the assumed roles demand to be told."),
        click.option("--account", "accounts", metavar="ID", multiple=True, callback=_ids, help=_ACCOUNT),
        click.option("--organization", is_flag=True, help=_ORGANIZATION),
        click.option("--role-name", metavar="NAME", help="The role to assume in each account."),
        click.option("--timeout", metavar="SECONDS", type=click.FloatRange(min=0, min_open=True), help=_TIMEOUT),
        click.option("--dask", metavar="ADDRESS", help="Read on the workers of this Dask cluster."),
    )
    return decorated(function, decorators)


def _ids(_: click.Context, __: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    for text in value:
        if not _ACCOUNT_ID.fullmatch(text):
            raise click.BadParameter(f"{text!r} is not the 12 digits of an account id")
    return tuple(dict.fromkeys(value))
