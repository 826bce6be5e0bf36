"""Who is signed in: the user's own credentials, or a role that they assume.

No key ever leaves the process that it was made in: what is handed around says how to sign in, and each process does.
"""

import os
from functools import lru_cache
from typing import Any

import boto3
import botocore.session
import msgspec
from botocore.credentials import AssumeRoleCredentialFetcher, DeferredRefreshableCredentials
from botocore.exceptions import BotoCoreError, ClientError, ProfileNotFound
from botocore.loaders import Loader

from validator.errors import ConfigError
from validator.sources.aws.failures import reason_of

SESSION_NAME = "pullguard"
"""How the assumed sessions are called in CloudTrail."""

# The descriptions of AWS's services take a second to read and are the same for all accounts.
_LOADER = Loader(include_default_search_paths=True)


class SignIn(msgspec.Struct, frozen=True):
    """How to sign in.

    Attributes:
        profile: A profile of the user's AWS configuration; ``None``: the usual search for credentials.
        role_arn: A role to assume with these.
        external_id: What that role demands to be told.
    """

    profile: str | None = None
    role_arn: str | None = None
    external_id: str | None = None


@lru_cache(maxsize=16)
def session_of(sign_in: SignIn) -> boto3.Session:
    """The session of somebody who signs in; made once in a process.

    Raises:
        ConfigError: The profile does not exist, AWS's own configuration is broken, there are no credentials, or the
            role can't be assumed.
    """
    try:
        session = boto3.Session(botocore_session=_core(sign_in.profile))
        credentials = session.get_credentials()
    except ProfileNotFound:
        place = f"--profile {sign_in.profile}" if sign_in.profile else f"AWS_PROFILE={os.environ.get('AWS_PROFILE')}"
        raise ConfigError("there is no such profile", place=place, remedy="see: aws configure list-profiles") from None
    except BotoCoreError as error:
        problem = f"the configuration or the credentials of AWS can't be read ({type(error).__name__})"
        raise ConfigError(problem, remedy="mend ~/.aws/config; see: aws configure list") from None
    if credentials is None:
        raise ConfigError("no AWS credentials were found", remedy="sign in (aws sso login), or name a --profile")
    if sign_in.role_arn is None:
        return session
    return assume(session, sign_in.role_arn, sign_in.external_id)


def assume(session: boto3.Session, role_arn: str, external_id: str | None = None) -> boto3.Session:
    """The session of a role, which is renewed as long as the session that assumes it lasts.

    Raises:
        ConfigError: The role can't be assumed.
    """
    core = _core(session.profile_name if session.profile_name != "default" else None)
    core.set_config_variable("region", session.region_name)
    fetcher = AssumeRoleCredentialFetcher(
        session._session.create_client,  # noqa: SLF001 - boto3 has no way of its own to renew a role
        session.get_credentials(),
        role_arn,
        extra_args={"RoleSessionName": SESSION_NAME} | ({"ExternalId": external_id} if external_id else {}),
    )
    core._credentials = DeferredRefreshableCredentials(fetcher.fetch_credentials, "assume-role")  # noqa: SLF001
    assumed = boto3.Session(botocore_session=core)
    try:
        assumed.get_credentials().get_frozen_credentials()
    except (BotoCoreError, ClientError) as error:
        unknown = reason_of(error, "sts:AssumeRole")
        raise ConfigError(
            f"the role can't be assumed: {unknown}",
            place=role_arn,
            remedy="the role has to trust whoever runs this, with the --external-id that it demands",
        ) from None
    return assumed


def _core(profile: str | None) -> Any:
    core = botocore.session.Session(profile=profile)
    core.register_component("data_loader", _LOADER)
    core.user_agent_extra = "pullguard"
    return core
