"""Where the shipped policies and schemas are: inside the package when installed, beside it in a checkout."""

from pathlib import Path

POLICY_PAGES = "https://github.com/pullguard/pullguard/blob/main/docs/policies"


def _shipped(name: str) -> Path:
    package = Path(__file__).parent
    inside = package / name
    return inside if inside.is_dir() else package.parent / name


POLICIES = _shipped("policies")
SCHEMAS = _shipped("schemas")
