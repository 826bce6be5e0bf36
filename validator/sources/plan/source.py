"""Plans and states to inventories."""

from collections.abc import Mapping
from typing import Any

from validator.errors import InputError
from validator.model.inventory import Inventory, Source
from validator.sources.plan.decode import ABSENT, Document, decode_document
from validator.sources.plan.plan import PlanReader
from validator.sources.plan.state import raw_resources, shown_resources
from validator.sources.terraform.assemble import assemble

_FORMAT = "1."


def read_json(data: bytes, place: str, declared: Mapping[str, Any]) -> Inventory:
    """The inventory of a plan or state in JSON.

    Args:
        data: The file's bytes.
        place: What the user calls it.
        declared: The ``account`` and ``region`` parameters.

    Raises:
        InputError: It can't be read as a plan or state.
    """
    document = decode_document(data, place)
    del data
    if document.is_plan:
        _check_plan(document, place)
        return assemble(list(PlanReader(document, place).resources()), Source.PLAN, declared=declared)
    if document.values is not None:
        _check_format(document, place)
        return assemble(list(shown_resources(document.values)), Source.STATE, declared=declared)
    if document.version is not None or document.encrypted_data is not ABSENT:
        return assemble(list(raw_resources(document, place)), Source.STATE, declared=declared)
    if document.format_version:
        # What `terraform show -json` prints of a state without resources.
        _check_format(document, place)
        return assemble([], Source.STATE, declared=declared)
    raise InputError(
        "is JSON, but neither a plan nor a state",
        place=place,
        remedy="make a plan with: terraform plan -out=tfplan && terraform show -json tfplan > plan.json",
    )


def read_before(data: bytes, place: str, declared: Mapping[str, Any]) -> Inventory | None:
    """The inventory of what a plan found before: its prior state. ``None``: this is no plan.

    Args:
        data: The file's bytes.
        place: What the user calls it.
        declared: The ``account`` and ``region`` parameters.

    Raises:
        InputError: It can't be read.
    """
    document = decode_document(data, place)
    if not document.is_plan:
        return None
    _check_plan(document, place)
    return assemble(list(PlanReader(document, place).before()), Source.PLAN, declared=declared)


def _check_plan(document: Document, place: str) -> None:
    _check_format(document, place)
    if document.errored:
        raise InputError(
            "is the plan of a run that failed, so it is not whole",
            place=place,
            remedy="mend the error that terraform plan printed, and plan again",
        )


def _check_format(document: Document, place: str) -> None:
    if not document.format_version.startswith(_FORMAT):
        version = document.format_version
        shown = f'has the format version "{version}"' if version else "says no format version"
        raise InputError(
            f"{shown}, and only versions 1.x are read",
            place=place,
            remedy="update pullguard, or write the plan with a Terraform that it knows",
        )
