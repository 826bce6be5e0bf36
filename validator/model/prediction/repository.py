"""The repository that an image lands in: the one that exists, or the one that ECR makes.

Sources: ECR User Guide, "Repository creation templates", "Pull through cache" (the defaults without a template: mutable
tags, AES256, no policies, no tags) and "Scan images for software vulnerabilities".
"""

from collections.abc import Iterable

from validator.model.coverage import MANUAL, frequency, matches
from validator.model.objects import Object, Registry, Repository, Scanning, Template
from validator.model.prediction.structs import Part, Target
from validator.model.prefixes import PrefixIndex
from validator.model.three_valued import some_of
from validator.model.value import Reason, Unknown, Value

PULL_THROUGH_CACHE = "PULL_THROUGH_CACHE"
NEVER = "NEVER"


def template_for(name: str, templates: Iterable[Template]) -> Value[Template]:
    """The template that a cache repository of a name is made by.

    Whether ECR looks at ``appliedFor`` before or after it picks the most specific prefix is not documented. So the
    answer is an ``Unknown`` where the two differ.
    """
    every = list(templates)
    nearest: Value[Template] = PrefixIndex((one.prefix, one) for one in every).most_specific(name)
    if not isinstance(nearest, Template):
        return nearest
    applied = is_for_cache(nearest)
    if applied is not False:
        return nearest if applied is True else applied
    fitting = (one for one in every if is_for_cache(one) is not False)
    other: Value[Template] = PrefixIndex((one.prefix, one) for one in fitting).most_specific(name)
    if not isinstance(other, Template):
        return other
    return Unknown(Reason.SEVERAL, detail=f"{nearest.address}, {other.address}")


def is_for_cache(template: Template) -> Value[bool]:
    """Whether a template is applied for pull through cache."""
    return some_of(template.applied_for, lambda purpose: purpose == PULL_THROUGH_CACHE) or False


def target(found: Repository | None, template: Value[Template], registry: Registry | Unknown, name: str) -> Target:
    """The repository: as it is where the input has it, else as the template makes it."""
    scanning = registry if isinstance(registry, Unknown) else registry.scanning
    scans = scanned(scanning, name)
    like = template if found is None else found
    if isinstance(like, Unknown):
        return Target(None, like, like, like, like, like, like, like, like, scans)
    if like is None:
        return Target(None, None, "MUTABLE", None, "AES256", None, None, None, None, scans)
    return Target(
        found=part("repository", found) if found else None,
        template=None if found else part("template", like),
        mutability=like.mutability,
        exclusions=like.exclusions,
        encryption=like.encryption,
        kms_key=like.kms_key,
        lifecycle=like.lifecycle,
        access=like.access,
        tags=like.tags if isinstance(like, Template) else None,
        scanned=scans,
    )


def scanned(scanning: Value[Scanning], name: str) -> Value[str]:
    """How often one repository is scanned: by the filters that match its name, of two frequencies the continuous one.

    What no filter matches is scanned by hand only, and with enhanced scanning never.
    """
    found = frequency(scanning, lambda pattern: matches(pattern, name))
    if found != MANUAL or not isinstance(scanning, Scanning):
        return found
    if isinstance(scanning.type, Unknown):
        return scanning.type
    return NEVER if scanning.type == "ENHANCED" else MANUAL


def part(kind: str, found: Object) -> Part:
    """An object as a part of a prediction."""
    return Part(kind, found.address, found.origin.location)
