"""What will fail, and why: only what is known, and documented.

Sources: ECR User Guide, "Pull through cache", "Creating a pull through cache rule", "Troubleshooting pull through cache
issues", "Repository creation templates" and "Archiving images"; the errors of the ECR API model 2015-09-21.
"""

from collections.abc import Callable, Iterator

from validator.model.lifecycle import LifecyclePolicy
from validator.model.objects import Rule, Template
from validator.model.permissions.actions import CREATE_REPOSITORY
from validator.model.prediction.credentials import login_problems
from validator.model.prediction.facts import Facts
from validator.model.prediction.structs import Problem, Served, Stage
from validator.model.prefixes import ROOT

# Where ECR has no pull through cache.
_WITHOUT = frozenset({"cn-north-1", "cn-northwest-1", "us-gov-east-1", "us-gov-west-1"})
_KMS = frozenset({"KMS", "KMS_DSSE"})


def problems(facts: Facts) -> list[Problem]:
    """Everything that is known to fail, in the order in which it does."""
    found = [problem for look in _LOOKS for problem in look(facts)]
    return sorted(found, key=lambda problem: list(Stage).index(problem.stage))


def _no_rule(facts: Facts) -> Iterator[Problem]:
    if facts.rule is None and not facts.cached:
        name = str(facts.image.repository)
        message = f"No rule of the registry covers {name}: a pull finds what somebody pushed there, and nothing else."
        meant = next((one for one in facts.rules if name.startswith(f"{one.upstream.host}/")), None)
        if meant is not None:
            rest = name.removeprefix(f"{meant.upstream.host}/")
            message += f" Images of {meant.upstream.host} are cached under {meant.prefix}: pull {meant.prefix}/{rest}."
        yield Problem("no-rule", Stage.PULL, message)


def _region(facts: Facts) -> Iterator[Problem]:
    if facts.place.region in _WITHOUT:
        yield Problem("region", Stage.APPLY, f"ECR has no pull through cache in {facts.place.region}.")


def _rule(facts: Facts) -> Iterator[Problem]:
    rule = facts.rule
    if not isinstance(rule, Rule):
        return
    upstream = rule.upstream
    if upstream.kind is None:
        message = f"ECR mirrors a closed list of registries, and {upstream.host or 'this one'} is not on it."
        yield Problem("unsupported-upstream", Stage.APPLY, message, rule.address)
    elif upstream.exact is False:
        message = f"The upstream URL has to be {upstream.host} and nothing else: no scheme, no path, no capitals."
        yield Problem("inexact-upstream", Stage.APPLY, message, rule.address)
    if isinstance(rule.prefix_problem, str):
        message = f"{rule.prefix_problem[:1].upper()}{rule.prefix_problem[1:]}."
        yield Problem("invalid-prefix", Stage.APPLY, message, rule.address)
    if rule.prefix == ROOT and isinstance(rule.upstream_prefix, str) and rule.upstream_prefix != ROOT:
        message = f"A rule whose prefix is ROOT can't have an upstream prefix, and this one has {rule.upstream_prefix}."
        yield Problem("root-with-upstream-prefix", Stage.APPLY, message, rule.address)
    twin = facts.links.twin_of(rule)
    if isinstance(twin, Rule):
        message = f"{twin.address} has the prefix {rule.prefix} too, and a registry takes each once."
        yield Problem("prefix-twice", Stage.APPLY, message, rule.address)


def _name(facts: Facts) -> Iterator[Problem]:
    served = facts.served
    if not isinstance(served, Served):
        return
    name = served.repository
    if name is None:
        message = f"{facts.image.repository} is the rule's prefix itself: no name is left to ask the upstream for."
        yield Problem("no-name", Stage.PULL, message)
    elif served.upstream == "docker-hub" and isinstance(name, str) and "/" not in name:
        message = (
            f"Docker Hub's official images are in library, which ECR does not add: {name} alone ends in a 403 that "
            f"looks like a wrong login. Pull {_with_library(facts, name)}."
        )
        yield Problem("missing-library", Stage.PULL, message)


def _with_library(facts: Facts, name: str) -> str:
    written = str(facts.image.repository)
    beginning = written.removesuffix(name) if written.endswith(name) else f"{written}/"
    return f"{beginning}library/{name}"


def _permissions(facts: Facts) -> Iterator[Problem]:
    for action in facts.first_pull.refused if facts.rule is not None and not facts.cached else ():
        if action == CREATE_REPOSITORY and facts.repository is not None:
            continue
        symptom = "the repository does not exist" if action == CREATE_REPOSITORY else "the image is not found"
        message = (
            f"A Deny takes {action} on {facts.image.repository} from everybody. The client is told that {symptom}."
        )
        yield Problem("denied", Stage.PULL, message, f"registry {facts.place.key}")


def _template(facts: Facts) -> Iterator[Problem]:
    template = facts.template
    if facts.repository is not None or facts.rule is None or not isinstance(template, Template):
        return
    sets = ["tags"] if isinstance(template.tags, list) and template.tags else []
    sets += ["KMS encryption"] if template.encryption in _KMS else []
    if sets and template.has_role is False:
        message = (
            f"The template sets {' and '.join(sets)} and has no role to do it with, so that no repository is made. "
            "The client is told that it does not exist."
        )
        yield Problem("template-without-role", Stage.PULL, message, template.address)


def _fips(facts: Facts) -> Iterator[Problem]:
    if facts.fips and not facts.cached and facts.rule is not None:
        message = "FIPS endpoints do not serve a first pull. Pull it once by the usual host."
        yield Problem("fips-endpoint", Stage.PULL, message)


def _archive(facts: Facts) -> Iterator[Problem]:
    lifecycle = facts.target.lifecycle
    part = facts.target.found or facts.target.template
    for rule in lifecycle.rules if facts.rule is not None and isinstance(lifecycle, LifecyclePolicy) else ():
        if rule.action == "transition":
            message = (
                f"Lifecycle rule {rule.priority} archives images. A pull of an archived one is answered with 404, "
                "although the image is listed."
            )
            yield Problem("archived", Stage.LATER, message, getattr(part, "address", ""))


_LOOKS: tuple[Callable[[Facts], Iterator[Problem]], ...] = (
    _no_rule,
    _region,
    _rule,
    login_problems,
    _name,
    _permissions,
    _template,
    _fips,
    _archive,
)
