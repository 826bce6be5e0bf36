"""What ``depends_on`` makes a resource wait for."""

from collections.abc import Iterator

from validator.sources.hcl.declarations import Declaration
from validator.sources.hcl.references import references
from validator.sources.hcl.site import Site
from validator.sources.terraform.rules import VERSION


def awaits(site: Site, declaration: Declaration) -> tuple[str, ...]:
    """What a resource and the module calls around it wait for: addresses without the instance keys of what is named."""
    return tuple(_awaits(site, declaration))


def awaited(site: Site) -> bool:
    """Whether an output of a module waits for a secret's version."""
    outputs = (site.module.find("output", labels[0]) for labels in site.module.labels("output") if labels)
    return any(chain[0] == VERSION for output in outputs if output for chain in _named(output))


def _awaits(site: Site, declaration: Declaration) -> Iterator[str]:
    while True:
        for chain in _named(declaration):
            yield site.full(".".join(chain[: 3 if chain[0] == "data" else 2]))
        caller = site.caller
        if caller is None:
            return
        site, declaration = caller.scope, caller.declaration


def _named(declaration: Declaration) -> Iterator[tuple[str, ...]]:
    given = declaration.block.body.attributes.get("depends_on")
    return references(given.expression) if given else iter(())
