"""Binary plan files are recognized, and Terraform shows them."""

import os
import shutil
import stat
import sys

import pytest
from recorded import FIXTURES

from validator.sources.read import ReadOptions, read_all

BINARY = FIXTURES / "plans" / "builtin.tfplan"


def refusal(path):
    inputs = read_all([str(path)], ReadOptions())
    assert inputs.readings == []
    return str(inputs.unread[0].error)


@pytest.fixture
def plan(tmp_path):
    return shutil.copy(BINARY, tmp_path / "saved.tfplan")


@pytest.fixture
def terraform(tmp_path, monkeypatch):
    """Puts a program called terraform on the path that does what a script says."""

    def stand_in(script):
        program = tmp_path / "bin" / "terraform"
        program.parent.mkdir()
        program.write_text(f"#!{sys.executable}\n{script}\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", str(program.parent))

    return stand_in


@pytest.mark.terraform
def test_a_binary_plan_is_shown_by_terraform(plan):
    inputs = read_all([str(plan)], ReadOptions())
    assert inputs.unread == []
    assert inputs.readings[0].inventory.source == "plan"


def test_without_terraform_it_says_what_to_run(plan, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert refusal(plan) == (
        f"{plan}: is a binary plan, and there is no terraform to read it; "
        "run: terraform show -json saved.tfplan > plan.json, and check plan.json"
    )


@pytest.mark.skipif(os.name == "nt", reason="a script with a first line that names its interpreter")
def test_a_plan_of_another_version_is_refused_in_terraform_s_words(plan, terraform):
    """The text is what Terraform 1.11.4 says of a plan that another version made."""
    said = "│ Error: Failed to read the given file as a state or plan file"
    terraform(f"import sys; print({said!r}, file=sys.stderr); sys.exit(1)")
    assert refusal(plan) == (
        f"{plan}: is a binary plan that terraform can't read (Failed to read the given file as a state or plan file); "
        "run: terraform show -json saved.tfplan > plan.json, and check plan.json"
    )


@pytest.mark.skipif(os.name == "nt", reason="a script with a first line that names its interpreter")
def test_a_terraform_that_says_nothing_is_refused_too(plan, terraform):
    terraform("import sys; sys.exit(1)")
    assert "can't read (it does not say why)" in refusal(plan)


def test_another_command_can_be_named(plan, monkeypatch):
    monkeypatch.setenv("PULLGUARD_TERRAFORM", "tofu-that-is-not-there")
    assert "there is no tofu-that-is-not-there to read it" in refusal(plan)


@pytest.mark.skipif(os.name == "nt", reason="a script with a first line that names its interpreter")
def test_a_terraform_that_hangs_is_given_up(plan, terraform, monkeypatch):
    monkeypatch.setattr("validator.sources.plan.binary._SECONDS", 0.5)
    terraform("import time; time.sleep(30)")
    assert "took too long to read" in refusal(plan)
