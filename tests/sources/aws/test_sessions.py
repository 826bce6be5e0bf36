"""Signing in, over HTTP: whose credentials there are, with which role, and what is said where it fails."""

import pytest

from tests.aws.server import ACCOUNT
from tests.sources.aws.other_account import EXTERNAL_ID, OTHER
from validator.errors import ConfigError
from validator.sources.aws.accounts import own_account
from validator.sources.aws.sessions import SignIn, assume, session_of

ME = SignIn()

pytestmark = pytest.mark.usefixtures("fresh")


def test_whose_credentials_they_are(server):
    assert own_account(session_of(ME)) == (ACCOUNT, "aws")


def test_nobody_is_signed_in_where_sts_refuses(server):
    server.deny("sts:GetCallerIdentity")

    with pytest.raises(ConfigError, match="does not say whose credentials these are"):
        own_account(session_of(ME))


def test_a_role_is_assumed_first(server, other):
    session = session_of(SignIn(role_arn=other, external_id=EXTERNAL_ID))

    assert own_account(session) == (OTHER, "aws")


def test_a_role_that_can_not_be_assumed_ends_the_run(server, other):
    with pytest.raises(ConfigError, match=f"{other}: the role can't be assumed"):
        assume(session_of(ME), other)


def test_without_credentials_the_run_ends(server, monkeypatch):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent")
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nonexistent")

    with pytest.raises(ConfigError, match="no AWS credentials were found"):
        session_of(ME)


def test_a_profile_that_is_not_there_is_named(server):
    with pytest.raises(ConfigError, match="--profile nobody: there is no such profile"):
        session_of(SignIn(profile="nobody"))


def test_a_profile_of_the_environment_is_named_by_its_variable(server, monkeypatch):
    monkeypatch.setenv("AWS_PROFILE", "nobody")

    with pytest.raises(ConfigError, match="AWS_PROFILE=nobody: there is no such profile"):
        session_of(ME)


def test_a_broken_configuration_of_aws_is_one_line(server, monkeypatch, tmp_path):
    (tmp_path / "config").write_text("[broken")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))

    with pytest.raises(ConfigError, match=r"can't be read \(ConfigParseError\); mend ~/.aws/config"):
        session_of(ME)


def test_an_endpoint_that_nobody_serves_is_one_line(server, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")

    with pytest.raises(ConfigError, match=r"GetCallerIdentity was not answered\); check the network and the endpoint"):
        own_account(session_of(ME))
