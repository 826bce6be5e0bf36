"""Which rule an image comes through, told by the registry and repository that its reference names."""

from collections.abc import Callable, Iterable

from validator.model.images import Image, is_in_ecr
from validator.model.objects import Registry, Rule
from validator.model.value import Reason, Unknown, Value

RuleFor = Callable[[str, Value[str]], Value[Rule]]


def rule_of_image(image: Image, registries: Iterable[Registry], rule_for: RuleFor) -> Value[Rule]:
    """The rule whose prefix covers an image's repository.

    Args:
        image: The image.
        registries: All registries of the input.
        rule_for: The rule of a registry, by its key, that covers a repository.

    Returns:
        ``None`` where the image is not in a private ECR registry or no rule there covers it, and an ``Unknown`` where
        the registry is not part of the input, or may be one whose account or region is not known.
    """
    in_ecr = is_in_ecr(image)
    if in_ecr is not True:
        return in_ecr or None
    here: Value[Rule] = Unknown(Reason.ELSEWHERE, detail=f"the registry {image.host}")
    possible: Unknown | None = None
    for registry in registries:
        if (registry.account, registry.region) == (image.account, image.region):
            here = rule_for(registry.key, image.repository)
        elif _may_be(registry.account, image.account) and _may_be(registry.region, image.region):
            unknown = registry.account if isinstance(registry.account, Unknown) else registry.region
            covered = rule_for(registry.key, image.repository) is not None
            possible = unknown if covered and isinstance(unknown, Unknown) else possible
    return possible if possible is not None and not isinstance(here, Rule) else here


def _may_be(one: Value[str], other: Value[str]) -> bool:
    return isinstance(one, Unknown) or one == other
