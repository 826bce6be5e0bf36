"""The committed IAM policy is the one that follows from the calls."""

import json
import subprocess
import sys
from pathlib import Path

from validator.sources.aws.iam_policy import policy_document

ROOT = Path(__file__).parents[2]


def test_the_policy_is_fresh():
    done = subprocess.run(
        [sys.executable, "-m", "tools.iam_policy", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_it_only_reads():
    policy = json.loads((ROOT / "docs" / "iam-policy.json").read_text(encoding="utf-8"))
    assert policy == policy_document()
    actions = [action for statement in policy["Statement"] for action in statement["Action"]]
    verbs = {action.partition(":")[2] for action in actions}
    assert all(verb.startswith(("Describe", "Get", "List", "Validate", "AssumeRole")) for verb in verbs)
    assert "secretsmanager:GetSecretValue" not in actions
    assert not any("*" in action for action in actions)
