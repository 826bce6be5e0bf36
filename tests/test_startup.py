"""What a run imports: start-up is a feature, so a library is loaded by the runs that need it only."""

import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent
CLEAN_PLAN = REPOSITORY / "tests" / "fixtures" / "plans" / "unrelated" / "plan.json"
PLAN = REPOSITORY / "tests" / "fixtures" / "modules" / "rule-full" / "plan.json"

# What no run on a plan needs.
NEVER = {"boto3", "botocore", "distributed", "jsonschema", "hcl2", "lark", "re2", "rich"}
REPORT = """
import sys
from validator.cli import cli
try:
    cli.main(sys.argv[1:])
finally:
    print(*{name.partition(".")[0] for name in sys.modules}, file=sys.stderr)
"""


def imported(*arguments: str | Path) -> set[str]:
    """The top-level modules that are loaded when a run ends."""
    done = subprocess.run([sys.executable, "-c", REPORT, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode in {0, 1}, done.stderr
    return set(done.stderr.split())


def test_the_version_needs_click_only() -> None:
    loaded = imported("--version")
    assert "click" in loaded
    assert loaded & (NEVER | {"cel_expr_python", "msgspec", "yaml"}) == set()


def test_a_plan_needs_no_library_for_yaml_schemas_or_source_code_with_and_without_findings() -> None:
    for plan in (CLEAN_PLAN, PLAN):
        assert imported("check", plan) & (NEVER | {"yaml"}) == set()


def test_policies_of_the_user_are_read_from_yaml_and_checked_against_the_schema() -> None:
    assert {"yaml", "jsonschema"} <= imported("check", "--policies", REPOSITORY / "examples" / "policies", PLAN)


def test_the_help_of_the_live_commands_does_not_wait_for_boto3() -> None:
    for command in ("audit", "drift"):
        assert imported(command, "--help") & (NEVER | {"yaml"}) == set()


def test_dask_is_loaded_where_it_is_asked_for_only() -> None:
    assert "distributed" not in imported("audit", "--print-iam-policy")
