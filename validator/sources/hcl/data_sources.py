"""Data sources whose result follows from the code, or from the provider that reads them."""

from collections.abc import Callable
from typing import Any

from validator.model.usage import without_suffix
from validator.model.value import Reason, Unknown
from validator.sources.hcl.lifecycle_document import render_lifecycle
from validator.sources.hcl.policy_document import POLICY_VERSION, render_policy
from validator.sources.hcl.values import first_unknown
from validator.sources.terraform.resource import ProviderScope

Values = dict[str, Any]

# Partitions by the beginning of a region's name, with the DNS suffix of their services.
_PARTITIONS = {"cn-": ("aws-cn", "amazonaws.com.cn"), "us-gov-": ("aws-us-gov", "amazonaws.com")}


def complete(type_name: str, values: Values, provider: ProviderScope, address: str) -> None:
    """Fill in what a data source gives, where it is known without reading the cloud.

    Args:
        type_name: Its type.
        values: Its arguments; results are added.
        provider: The account and region it is read in.
        address: Its address, which unknown results refer to.
    """
    if filled := _FILLED.get(type_name):
        filled(values, provider, address)


def _policy_document(values: Values, _: ProviderScope, address: str) -> None:
    unknown = first_unknown([values[name] for name in _POLICY_INPUTS])
    for name, indent in (("json", 2), ("minified_json", None)):
        refers_to = (f"{address}.{name}",)
        values[name] = Unknown(unknown.reason, unknown.detail, refers_to) if unknown else render_policy(values, indent)
    if not unknown:
        # Terraform fills in defaults when it reads; a data source that waits for its inputs is shown as written.
        values["version"] = values["version"] or POLICY_VERSION
        for block in values["statement"]:
            block["effect"] = block["effect"] or "Allow"


_POLICY_INPUTS = (
    "statement",
    "version",
    "policy_id",
    "source_policy_documents",
    "override_policy_documents",
    "source_json",
    "override_json",
)


def _lifecycle_document(values: Values, _: ProviderScope, address: str) -> None:
    unknown = first_unknown(values["rule"])
    values["json"] = (
        Unknown(unknown.reason, unknown.detail, (f"{address}.json",)) if unknown else render_lifecycle(values["rule"])
    )


def _caller_identity(values: Values, provider: ProviderScope, _: str) -> None:
    values["account_id"] = values["id"] = provider.account


def _region(values: Values, provider: ProviderScope, _: str) -> None:
    region = values["name"] if isinstance(values.get("name"), str) else provider.region
    values["name"] = values["id"] = values["region"] = region
    if isinstance(region, str):
        values["endpoint"] = f"ec2.{region}.{_partition_of(region)[1]}"


def _partition(values: Values, provider: ProviderScope, _: str) -> None:
    if isinstance(provider.region, Unknown):
        values |= dict.fromkeys(("partition", "id", "dns_suffix", "reverse_dns_prefix"), provider.region)
        return
    partition, suffix = _partition_of(provider.region)
    values["partition"] = values["id"] = partition
    values["dns_suffix"] = suffix
    values["reverse_dns_prefix"] = ".".join(reversed(suffix.split(".")))


def _secret(values: Values, provider: ProviderScope, address: str) -> None:
    """A secret that is looked up: its ARN is its name and six characters that only AWS knows.

    So the one tells how the other begins; a name may end like such characters, so an ARN does not tell it for certain.
    """
    name, arn = values["name"], values["arn"]
    if isinstance(arn, str) and isinstance(name, Unknown):
        begins = without_suffix(arn.partition(":secret:")[2])
        values["name"] = Unknown(Reason.ELSEWHERE, refers_to=(f"{address}.name",), prefix=begins)
    elif isinstance(name, str) and isinstance(arn, Unknown):
        begins = ""
        if isinstance(provider.region, str) and isinstance(provider.account, str):
            partition = _partition_of(provider.region)[0]
            begins = f"arn:{partition}:secretsmanager:{provider.region}:{provider.account}:secret:{name}-"
        for result in ("arn", "id"):
            values[result] = Unknown(Reason.ELSEWHERE, refers_to=(f"{address}.{result}",), prefix=begins)


def _partition_of(region: str) -> tuple[str, str]:
    return next((found for start, found in _PARTITIONS.items() if region.startswith(start)), ("aws", "amazonaws.com"))


_FILLED: dict[str, Callable[[Values, ProviderScope, str], None]] = {
    "aws_caller_identity": _caller_identity,
    "aws_ecr_lifecycle_policy_document": _lifecycle_document,
    "aws_iam_policy_document": _policy_document,
    "aws_partition": _partition,
    "aws_region": _region,
    "aws_secretsmanager_secret": _secret,
}
