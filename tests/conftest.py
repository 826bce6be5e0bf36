"""What all tests share."""

import shutil

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs Terraform where there is none."""
    if shutil.which("terraform"):
        return
    for item in items:
        if item.get_closest_marker("terraform"):
            item.add_marker(pytest.mark.skip(reason="the terraform command is not installed"))
