"""``pullguard check --reference-policy``: a registry policy grants no more than a reference."""

import json

import pytest
from by_hand import change, plan

NODE = "arn:aws:iam::123456789012:role/eks-node"
HUB = "arn:aws:ecr:eu-west-1:123456789012:repository/docker-hub/*"
ORGANIZATION = {"StringEquals": {"aws:PrincipalOrgID": "o-aaaaaaaaaa"}}


def policy(*statements):
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def statement(**elements):
    whole = {"Effect": "Allow", "Principal": {"AWS": NODE}, "Action": "ecr:BatchImportUpstreamImage", "Resource": HUB}
    return {"Sid": "Import", **whole, **elements}


@pytest.fixture
def held(folder, invoke):
    """Checks a registry policy, given as its statements, against a reference."""

    def run(ours, reference):
        (folder / "plan.json").write_text(
            plan(change("aws_ecr_registry_policy", "this", {"policy": policy(*ours)}, {}))
        )
        (folder / "reference.json").write_text(reference)
        arguments = ["--select", "PTC402", "--format", "json", "--reference-policy", "reference.json"]
        return invoke("check", *arguments, "plan.json")

    return run


def messages(done):
    return [finding["message"] for finding in json.loads(done.stdout)["findings"]]


def test_a_policy_that_equals_its_reference_passes_whatever_it_grants(held):
    wide = statement(Principal="*", Resource="*", Condition=ORGANIZATION)

    assert held([wide], policy(wide)).exit_code == 0


@pytest.mark.parametrize(
    ("ours", "counterexample"),
    [
        (statement(Action="ecr:PutImage"), f"{NODE} may do ecr:PutImage on {HUB[:-1]}example"),
        (
            statement(Resource=HUB.replace("docker-hub", "quay")),
            f"{NODE} may do ecr:BatchImportUpstreamImage on {HUB.replace('docker-hub/*', 'quay/example')}",
        ),
        (
            statement(Principal={"AWS": "123456789012"}),
            f"arn:aws:iam::123456789012:root may do ecr:BatchImportUpstreamImage on {HUB[:-1]}example",
        ),
        (statement(Principal="*"), f"anonymous may do ecr:BatchImportUpstreamImage on {HUB[:-1]}example"),
    ],
)
def test_a_policy_that_grants_more_fails_with_a_counterexample(held, ours, counterexample):
    done = held([ours], policy(statement()))

    assert done.exit_code == 1
    assert messages(done) == [f"The registry policy grants more than the reference policy: by Import, {counterexample}"]


def test_what_the_policy_itself_denies_is_no_excess(held):
    wide = statement(Resource="*")
    deny = statement(Sid="Only", Effect="Deny", Principal="*", Resource=None, NotResource=HUB)
    del deny["Resource"]

    assert held([wide, deny], policy(statement())).exit_code == 0
    assert held([wide], policy(wide, deny)).exit_code == 1


def test_a_condition_that_the_reference_does_not_have_leaves_less(held):
    assert held([statement(Condition=ORGANIZATION)], policy(statement())).exit_code == 0


def test_a_condition_that_only_the_reference_has_leaves_it_undecided(held):
    done = held([statement()], policy(statement(Condition=ORGANIZATION)))

    assert done.exit_code == 0
    assert messages(done) == ["excess is unknown: a condition on the request decides it"]


@pytest.mark.parametrize(
    ("reference", "problem"),
    [
        ("{", "policy: Input data was truncated"),
        ("", "policy: the file is empty"),
        ("[]", "policy: not a JSON object"),
    ],
)
def test_a_reference_that_is_no_policy_is_one_line(held, reference, problem):
    done = held([statement()], reference)

    assert done.exit_code == 2
    assert done.stderr == f"pullguard: --reference-policy reference.json: {problem}\n"


def test_a_reference_that_is_not_there_is_one_line(invoke):
    done = invoke("check", "--reference-policy", "nowhere.json", "clean.json")

    assert done.exit_code == 2
    assert "--reference-policy nowhere.json: the file can't be read: No such file or directory" in done.stderr
