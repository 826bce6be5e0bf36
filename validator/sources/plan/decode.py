"""What is read of Terraform's JSON: typed, and no more than is needed.

Each ``change``, expression and value stays raw until something of ours needs it, so that a plan of 100 MB costs little
more than reading it. Source: Terraform, "JSON Output Format", format versions 1.0 to 1.2; OpenTofu writes the same.
"""

from typing import Any

import msgspec
from msgspec import Raw

from validator.errors import InputError

# A raw value that is not there; msgspec knows no optional Raw.
ABSENT = Raw(b"")


class Change(msgspec.Struct, gc=False):
    """What happens to a resource; ``before`` is not read."""

    actions: list[str] = []
    after: dict[str, Any] | None = None
    after_unknown: dict[str, Any] | bool = False
    after_sensitive: dict[str, Any] | bool = False


class ResourceChange(msgspec.Struct, gc=False):
    """One instance in ``resource_changes``; ``deposed`` marks an old object that is only to be destroyed."""

    address: str
    type: str
    change: Raw
    mode: str = "managed"
    name: str = ""
    index: str | int | None = None
    module_address: str = ""
    deposed: str | None = None


class StateResource(msgspec.Struct, gc=False):
    """One instance in ``prior_state`` or in a state."""

    address: str
    type: str
    values: Raw = Raw(b"{}")
    sensitive_values: Raw = Raw(b"{}")
    mode: str = "managed"
    name: str = ""
    provider_name: str = ""
    deposed_key: str | None = None


class StateModule(msgspec.Struct, gc=False):
    """A module in a state."""

    resources: list[StateResource] = []
    child_modules: list["StateModule"] = []
    address: str = ""


class StateValues(msgspec.Struct, gc=False):
    """The values of a state."""

    root_module: StateModule | None = None


class State(msgspec.Struct, gc=False):
    """``prior_state`` of a plan."""

    values: StateValues | None = None


class Variable(msgspec.Struct, gc=False):
    """A variable of the root module as it was given."""

    value: Raw = Raw(b"null")


class Document(msgspec.Struct, gc=False):
    """A plan, a state that ``terraform show`` printed, or a raw state file: told apart by what they have."""

    format_version: str = ""
    resource_changes: list[ResourceChange] | None = None
    prior_state: State | None = None
    configuration: Raw = ABSENT
    variables: dict[str, Variable] = {}
    errored: bool = False
    values: StateValues | None = None
    version: int | None = None
    resources: list[Raw] | None = None
    encrypted_data: Raw = ABSENT

    @property
    def is_plan(self) -> bool:
        """Whether this is a plan."""
        return self.configuration is not ABSENT or self.resource_changes is not None


_DECODER = msgspec.json.Decoder(Document)
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_RECORD = "make one with: terraform show -json PLANFILE > plan.json"


def decode_document(data: bytes, place: str) -> Document:
    """Decode a plan or state.

    Args:
        data: The file's bytes; a BOM or UTF-16, which PowerShell's ``>`` writes, is dealt with.
        place: What the user calls it, for error messages.

    Raises:
        InputError: The bytes are no JSON, or not of this shape.
    """
    data = _as_utf8(data, place)
    if not data or data.isspace():
        raise InputError("is empty", place=place, remedy=_RECORD)
    try:
        return _DECODER.decode(data)
    except msgspec.ValidationError as error:
        raise InputError(f"is JSON, but no Terraform plan or state ({error})", place=place, remedy=_RECORD) from error
    except (msgspec.DecodeError, RecursionError) as error:
        raise _no_json(data, place, error) from error


def _no_json(data: bytes, place: str, error: Exception) -> InputError:
    start = data.lstrip()[:1]
    if isinstance(error, RecursionError):
        return InputError("is nested too deeply to be a Terraform plan", place=place)
    if start == b"<":
        return InputError("is HTML or XML, not a plan; an error page was probably saved", place=place, remedy=_RECORD)
    if start != b"{":
        return InputError("is not JSON; this looks like other text", place=place, remedy=_RECORD)
    if "truncated" in str(error):
        return InputError("ends in the middle of its JSON; it was not written whole", place=place, remedy=_RECORD)
    return InputError(f"is not valid JSON ({error})", place=place, remedy=_RECORD)


def _as_utf8(data: bytes, place: str) -> bytes:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data[len(bom) :] if encoding == "utf-8" else data[len(bom) :].decode(encoding).encode()
            except UnicodeError as error:
                raise InputError(f"is not valid {encoding.upper()}", place=place, remedy=_RECORD) from error
    return data
