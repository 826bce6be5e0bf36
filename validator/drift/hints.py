"""The Terraform code that takes what no input has under Terraform's care.

Source of the ids: "Import" in the documentation of each resource of the AWS provider, versions 5 and 6.
"""

import json
import re

from validator.model.objects import Drift
from validator.model.usage import NAME_PREFIX
from validator.model.value import known

_TYPES = {
    ("rule", None): "aws_ecr_pull_through_cache_rule",
    ("template", None): "aws_ecr_repository_creation_template",
    ("credential", None): "aws_secretsmanager_secret",
    ("registry", "permissions"): "aws_ecr_registry_policy",
    ("registry", "scanning"): "aws_ecr_registry_scanning_configuration",
    ("registry", "replication"): "aws_ecr_replication_configuration",
}


def import_hint(drift: Drift) -> str:
    """The ``import`` block for an object that no input has.

    Returns:
        A block that Terraform reads, after a comment on where it belongs: `terraform plan -generate-config-out` writes
        the resource for it. Empty where there is nothing to import, or no resource of it that can be.
    """
    kind = _TYPES.get((drift.kind, known(drift.attribute)))
    if drift.change != "unmanaged" or kind is None or not isinstance(drift.import_id, str):
        return ""
    account, region = known(drift.registry.account), known(drift.registry.region)
    where = f"# With a provider for {region} in account {account}.\n" if account and region else ""
    return f"{where}import {{\n  to = {kind}.{_name(drift)}\n  id = {_quoted(drift.import_id)}\n}}\n"


def _name(drift: Drift) -> str:
    """A resource name after the prefix or name of the object."""
    if drift.kind == "registry":
        return "this"
    name = re.sub(r"[^a-z0-9]+", "_", drift.key.removeprefix(NAME_PREFIX).lower()).strip("_")
    return name if name[:1].isalpha() else f"_{name}"


def _quoted(text: str) -> str:
    """A string of Terraform's language without templates in it."""
    return json.dumps(text).replace("${", "$${").replace("%{", "%%{")
