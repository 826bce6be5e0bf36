"""The kinds of objects, and what leads from one to another."""

from typing import Any

from validator.model.objects import (
    CachedImage,
    Consumer,
    Credential,
    Drift,
    Endpoint,
    EventRule,
    Grant,
    Network,
    Registry,
    Repository,
    Role,
    Rule,
    Template,
)

KINDS: dict[str, type[Any]] = {
    "rule": Rule,
    "credential": Credential,
    "template": Template,
    "registry": Registry,
    "repository": Repository,
    "image": CachedImage,
    "endpoint": Endpoint,
    "grant": Grant,
    "role": Role,
    "event_rule": EventRule,
    "consumer": Consumer,
    "network": Network,
    "drift": Drift,
}

# What a policy can follow from an object of a kind: the name, and the kind it leads to; "*" marks a list.
LINKS: dict[str, dict[str, str]] = {
    "rule": {
        "registry": "registry",
        "credential": "credential",
        "template": "template",
        "role": "role",
        "repositories": "repository*",
        "twin": "rule",
        "within": "rule",
    },
    "credential": {"registry": "registry", "rules": "rule*", "all_rules": "rule*", "divergent_rule": "rule"},
    "template": {"registry": "registry", "role": "role", "rules": "rule*", "rule": "rule"},
    "registry": {
        "rules": "rule*",
        "templates": "template*",
        "repositories": "repository*",
        "event_rules": "event_rule*",
    },
    "repository": {"registry": "registry", "rule": "rule", "template": "template"},
    "image": {"registry": "registry"},
    "endpoint": {"registry": "registry", "networks": "network*"},
    "grant": {"registry": "registry", "roles": "role*", "pushes_into": "rule*"},
    "role": {"registry": "registry", "rules": "rule*", "templates": "template*", "grants": "grant*"},
    "event_rule": {"registry": "registry"},
    "consumer": {"registry": "registry", "rule": "rule"},
    "network": {"registry": "registry", "endpoints": "endpoint*"},
    "drift": {"registry": "registry"},
}
