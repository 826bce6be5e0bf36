"""``pullguard predict``: what it says of a pull."""

import json

import jsonschema
import pytest
from by_hand import INSECURE, ROOT, SECURE, change, plan, rule

SCHEMA = json.loads((ROOT / "schemas" / "prediction.schema.json").read_text())
OWN = ("--policies", "own")
ALONE = ("--config", "alone.yaml")


@pytest.fixture
def shown(predict):
    """The prediction of one registry, as JSON that keeps to its schema."""

    def run(*arguments):
        done = predict(*arguments, "--format", "json")
        assert done.stderr == ""
        data = json.loads(done.stdout)
        jsonschema.Draft202012Validator(SCHEMA).validate(data)
        (found,) = data["predictions"]
        return found

    return run


def section(text, heading):
    lines = text.splitlines()
    rest = lines[lines.index(heading) + 1 :]
    return rest[: rest.index("")] if "" in rest else rest


def test_a_pull_that_works(predict):
    done = predict("docker-hub/library/nginx:1.27", SECURE, *ALONE)
    assert (done.exit_code, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "123456789012.dkr.ecr.eu-west-1.amazonaws.com/docker-hub/library/nginx:1.27"
    assert lines[1] == "It works, as far as this input tells. Policies: none apply."
    assert "  Upstream    registry-1.docker.io/library/nginx:1.27" in section(done.stdout, "SOURCE")
    assert section(done.stdout, "FIRST PULL") == [
        "  • arn:aws:iam::123456789012:role/ci may, perhaps, import and create (a condition on the request",
        "    decides it) [NamedRolesFillTheCache]",
        "  • arn:aws:iam::123456789012:role/eks-node may, perhaps, import and create (a condition on the",
        "    request decides it) [NamedRolesFillTheCache]",
    ]
    repository = section(done.stdout, "REPOSITORY")
    assert repository[0] == '  Made by     aws_ecr_repository_creation_template.this["docker-hub"]'
    assert repository[repository.index("  Tags        mutable") :] == [
        "  Tags        mutable",
        "  Encryption  AES256",
        "  Lifecycle   Keeps the newest 100 tagged images and deletes the others.",
        "  Policy      Anyone may BatchCheckLayerAvailability, BatchGetImage, GetDownloadUrlForLayer where",
        "              aws:principalorgid StringEquals o-a1b2c3d4e5.",
        "  Tagged with upstream",
        "  Scanned     continuously",
    ]
    assert "WILL FAIL" not in lines


def test_what_fails_and_which_policies_are_broken(predict):
    done = predict("docker-hub/nginx", INSECURE)
    assert done.exit_code == 1
    assert done.stdout.splitlines()[1].startswith("Something will fail. Policies: ")
    assert section(done.stdout, "WILL FAIL") == [
        "  • When the configuration is applied: The secret's name does not begin with ecr-pullthroughcache/,",
        "    and ECR may read no others.",
        "    module.docker_hub.aws_secretsmanager_secret.login",
        "  • At the first pull: Docker Hub's official images are in library, which ECR does not add: nginx",
        "    alone ends in a 403 that looks like a wrong login. Pull docker-hub/library/nginx.",
    ]
    assert any(line.startswith("  • HIGH PTC201 secret-name-prefix: ") for line in section(done.stdout, "POLICIES"))


def test_the_json_keeps_to_its_schema_and_names_everything(shown):
    found = shown("partner/app:1", INSECURE)
    prediction = found["prediction"]
    assert prediction["served"]["reference"] == "partner.azurecr.io/app:1"
    assert prediction["login"]["name"] == "ecr-pullthroughcache/partner"
    assert [one["name"] for one in prediction["problems"]] == ["customer-managed-key", "template-without-role"]
    broken = {one["policy"]: one["outcome"] for one in found["policies"]}
    assert broken.keys() >= {"PTC101", "PTC203", "PTC205", "PTC303", "PTC401"}
    assert set(broken.values()) == {"fail"}


def test_policies_on_objects_that_play_no_part_are_left_out(shown):
    found = shown("quay/a/b", INSECURE)
    assert not {"PTC103", "PTC201", "PTC303"} & {one["policy"] for one in found["policies"]}
    assert found["passed"] > 0


def test_a_plan_says_the_same_as_the_code(shown):
    code, planned = shown("docker-hub/nginx", INSECURE), shown("docker-hub/nginx", f"{INSECURE}/plan.json")
    assert [one["name"] for one in planned["prediction"]["problems"]] == [
        one["name"] for one in code["prediction"]["problems"]
    ]
    assert planned["prediction"]["served"]["reference"] == code["prediction"]["served"]["reference"]


def test_no_rule_covers_it(predict):
    done = predict("other/app", "clean.json")
    assert done.exit_code == 1
    assert done.stdout.splitlines()[1] == "Something will fail. Policies: none apply."
    assert "SOURCE" not in done.stdout.splitlines()


def test_a_host_that_is_not_known_is_shown_as_such(predict):
    done = predict("late/app", "late.json", *OWN)
    assert "Not all is known." in done.stdout
    assert section(done.stdout, "SOURCE")[1] == "  Upstream    unknown: known after apply, from terraform_data.x.output"


def test_the_users_own_policies_count(shown):
    (one,) = [one for one in shown("github/app/x", "bad.json", *OWN)["policies"] if one["policy"] == "TST101"]
    assert (one["outcome"], one["name"], one["message"]) == ("fail", "refused-upstream", "github mirrors ghcr.io")


def test_a_rule_of_a_repository_that_is_declared(predict, folder):
    repository = change("aws_ecr_repository", "own", {"name": "quay/a/b", "image_tag_mutability": "IMMUTABLE"}, {})
    (folder / "declared.json").write_text(plan(rule("quay", "quay.io"), repository))
    lines = section(predict("quay/a/b", "declared.json").stdout, "REPOSITORY")
    assert lines[:2] == ["  Exists      aws_ecr_repository.own", "  Tags        immutable"]
