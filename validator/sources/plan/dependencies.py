"""What ``depends_on`` makes a resource wait for, as far as a plan's configuration shows it."""

from collections.abc import Iterator

from validator.sources.plan.configuration import ConfigResource, Scope
from validator.sources.plan.references import Where, parent_of
from validator.sources.terraform.rules import VERSION


def awaits(block: ConfigResource, where: Where) -> tuple[str, ...]:
    """What a resource and the module calls around it wait for: addresses without the instance keys of what is named."""
    return tuple(_awaits(block, where))


def awaited(scope: Scope) -> bool:
    """Whether an output of a module waits for a secret's version."""
    outputs = scope.module.outputs.values()
    return any(name.startswith(f"{VERSION}.") for output in outputs for name in output.depends_on)


def _awaits(block: ConfigResource, where: Where) -> Iterator[str]:
    names, module, scope = block.depends_on, where.module, where.scope
    while True:
        yield from (f"{module}.{name}" if module else name for name in names)
        if scope.call is None or scope.parent is None:
            return
        names, module, scope = scope.call.depends_on, parent_of(module), scope.parent
