"""A policy: its logic, which every run needs, and its texts, which only findings need."""

from pathlib import Path
from typing import Any

import msgspec

from validator import bundle
from validator.engine.paths import Path as Read
from validator.findings.finding import Severity
from validator.model.inventory import Source


class Policy(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The logic of a policy, as its ``policy.yaml`` or the index of the shipped ones gives it.

    Attributes:
        id: Stable, such as ``PTC101``.
        name: The fault in kebab-case; also the name of its folder.
        severity: How bad a failure is.
        applies_to: The kind of object it judges: a key of `validator.model.kinds.KINDS`.
        require: A CEL expression that is true where all is well.
        message: What a failure says; CEL expressions stand in braces.
        when: A CEL expression; where it is false the policy does not apply.
        at: The path of the attribute that a finding points to, without the kind: ``upstream.host``.
        params: The declared inputs: a JSON Schema with a ``default`` for each name.
        sources: The sources whose inventories can decide it.
        reads: The paths of the object that ``when`` and ``require`` read, in reading order, without the kind.
        file: Its YAML file; for a shipped policy relative to the folder of the shipped ones.
        shipped: Whether it is one of ours.
    """

    id: str
    name: str
    severity: Severity
    applies_to: str
    require: str
    message: str
    file: str
    when: str | None = None
    at: str | None = None
    params: dict[str, dict[str, Any]] = {}
    sources: tuple[Source, ...] = tuple(Source)
    reads: tuple[Read, ...] = ()
    shipped: bool = False

    @property
    def path(self) -> Path:
        """Its YAML file."""
        return bundle.POLICIES / self.file if self.shipped else Path(self.file)

    @property
    def url(self) -> str:
        """Its page in the documentation; its own file for a policy of the user's."""
        return f"{bundle.POLICY_PAGES}/{self.name}.md" if self.shipped else self.file

    @property
    def condition(self) -> str:
        """The expression that an error is about, as a message quotes it."""
        return f"{self.when} ? {self.require} : not-applicable" if self.when else self.require


class Texts(msgspec.Struct, frozen=True, kw_only=True):
    """What a policy says to people.

    Attributes:
        title: One line that names the fault.
        rationale: Why it matters.
        remediation: How to mend it.
        references: The pages that its facts come from.
        controls: The controls of published frameworks that it serves, by framework.
        limits: What it can't see.
        no_undecided: Why it can never be undecided, where that is so.
        examples: The cases that its page shows, by their outcome: ``fail`` and ``pass``.
    """

    title: str
    rationale: str
    remediation: str
    references: list[str] = []
    controls: dict[str, list[str]] = {}
    limits: str = ""
    no_undecided: str = ""
    examples: dict[str, str] = {}
