"""Objects and policies for the tests of the engine, and what is said of them."""

from pathlib import Path

from validator.engine.evaluate import outcomes_of
from validator.engine.load import policy_of
from validator.engine.params import resolve
from validator.model.inventory import Inventory, Source
from validator.model.objects import Credential, Registry, RegistryRef, Rule, Template
from validator.model.origin import Origin
from validator.model.permissions.document import PolicyDocument, Statement
from validator.model.upstreams import upstream_of
from validator.model.value import Reason, Unknown

FIXTURES = Path(__file__).parent / "fixtures"
HERE = RegistryRef("111122223333/eu-west-1", "111122223333", "eu-west-1")
NO_VALUE = Unknown(Reason.NO_VALUE, detail="var.host")
AFTER_APPLY = Unknown(Reason.AFTER_APPLY)


def made(kind, address, **fields):
    return kind(address=address, registry=HERE, origin=Origin(address), **fields)


def rule(address="rule", url="quay.io", **fields):
    return made(Rule, address, **{"prefix": "hub", "upstream": upstream_of(url), **fields})


def secret(address="secret", **fields):
    return made(Credential, address, **fields)


def template(address="template", **fields):
    return made(Template, address, **{"prefix": "hub", **fields})


def registry(*statements, **fields):
    document = PolicyDocument("2012-10-17", list(statements)) if statements else None
    return made(
        Registry, HERE.key, key=HERE.key, account="111122223333", region="eu-west-1", permissions=document, **fields
    )


def statement(label="statement 1", **fields):
    lists = "principals not_principals patterns actions not_actions resources not_resources conditions".split()
    known = dict.fromkeys(lists) | {"effect": "Allow", "public": False, "narrowed": False}
    return Statement(label=label, **{**known, **fields})


def inventory(*, rules=(), credentials=(), templates=(), registries=()):
    return Inventory(
        Source.PLAN,
        rules=list(rules),
        credentials=list(credentials),
        templates=list(templates),
        registries=list(registries),
    )


def policy(require, kind="rule", **fields):
    logic = {"id": "TST1", "name": "test", "severity": "high", "message": "is wrong", "applies_to": kind}
    return policy_of({**logic, "require": require, **fields}, "policy.yaml")


def verdicts(chosen, *objects, params=None, **world):
    """What a policy says of objects, in a world of others."""
    everything = inventory(**world)
    everything.of_kind(chosen.applies_to).extend(objects)
    values = resolve([chosen], params or {})
    return [verdict for _, _, verdict in outcomes_of(everything, [chosen], values)]


def verdict(chosen, found, **world):
    """What a policy says of one object."""
    return verdicts(chosen, found, **world)[0]
