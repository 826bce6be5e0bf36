"""Reading policies: the shipped ones from files generated of them, users' ones from YAML."""

from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from validator import bundle
from validator.engine.paths import reads_of
from validator.engine.policy import Policy, Texts
from validator.errors import PolicyError

INDEX = "index.json"
TEXTS = "texts.json"
_TEXTS = Texts.__struct_fields__


def load_shipped() -> list[Policy]:
    """The policies that ship, in the order of their ids, without reading their texts."""
    return msgspec.json.decode((bundle.POLICIES / INDEX).read_bytes(), type=list[Policy])


def load_policies(folder: Path, shipped: list[Policy]) -> list[Policy]:
    """A user's policies: every ``policy.yaml`` below a folder.

    Raises:
        PolicyError: The folder has none, one of them is wrong, or two policies share an id or a name.
    """
    found = [load_policy(file) for file in policy_files(folder)]
    check_unique([*shipped, *found])
    return found


def policy_files(folder: Path) -> list[Path]:
    """Every ``policy.yaml`` below a folder.

    Raises:
        PolicyError: There is none.
    """
    files = sorted(folder.glob("**/policy.yaml"))
    if not files:
        raise PolicyError("there is no policy.yaml below this folder", place=str(folder))
    return files


def load_policy(file: Path) -> Policy:
    """One policy from its YAML, checked against the schema and the linter.

    Raises:
        PolicyError: The file can't be read, is no YAML, does not match the schema, or has a faulty expression.
    """
    policy, problems = examine(file)
    if problems:
        raise problems[0]
    return policy


def examine(file: Path) -> tuple[Policy, list[PolicyError]]:
    """One policy from its YAML, with all that the linter finds wrong with it.

    Raises:
        PolicyError: The file can't be read as a policy at all.
    """
    from validator.engine import document, lint  # noqa: PLC0415 - only users' policies need YAML and the schema

    written = document.read(file)
    document.check_schema(written)
    try:
        policy = policy_of(written.data, str(file))
        return policy, list(lint.problems(policy, written))
    except RecursionError:
        raise written.error("an expression is nested too deeply") from None


def policy_of(data: dict[str, Any], file: str) -> Policy:
    """A policy from the contents of its file."""
    logic = {key: value.strip() if isinstance(value, str) else value for key, value in data.items()}
    reads = reads_of(logic["applies_to"], logic.get("when"), logic["require"])
    return msgspec.convert(
        {key: value for key, value in logic.items() if key not in _TEXTS} | {"file": file, "reads": reads}, Policy
    )


def texts_of(policy: Policy) -> Texts:
    """The texts of a policy: of a shipped one from the file of all texts, of a user's one from its YAML."""
    if policy.shipped:
        return msgspec.json.decode(_shipped_texts()[policy.id], type=Texts)
    from validator.engine import document  # noqa: PLC0415 - only users' policies need YAML

    data = document.read(policy.path).data
    return msgspec.convert({key: data[key] for key in _TEXTS if key in data}, Texts)


@cache
def _shipped_texts() -> dict[str, msgspec.Raw]:
    return msgspec.json.decode((bundle.POLICIES / TEXTS).read_bytes(), type=dict[str, msgspec.Raw])


def check_unique(policies: list[Policy]) -> None:
    """Refuse policies that share an id or a name, or that declare a parameter differently.

    Raises:
        PolicyError: Two of them do; it names the later one.
    """
    owners: dict[str, Policy] = {}
    declared: dict[str, tuple[Policy, dict[str, Any]]] = {}
    for policy in policies:
        for word in (policy.id, policy.name):
            first = owners.setdefault(word, policy)
            if first is not policy:
                raise PolicyError(f"{word!r} is taken by {first.path}", place=str(policy.path))
        for name, schema in policy.params.items():
            other, theirs = declared.setdefault(name, (policy, schema))
            if theirs != schema:
                raise PolicyError(f"params.{name} is declared differently by {other.id}", place=str(policy.path))
