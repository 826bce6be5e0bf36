"""What CEL sees: known values, nulls, and nothing where a value is unknown."""

from enum import StrEnum

import pytest
from engine_objects import AFTER_APPLY, HERE, inventory, made, registry, rule, secret, statement, template

from validator.engine.holes import holes
from validator.engine.paths import reads_of
from validator.engine.view import Node, Projector
from validator.model.links import Links
from validator.model.objects import CachedImage, Rotation, SecretValue
from validator.model.permissions.document import Principal


def view(found, kind, *expressions, world=None):
    node = Node(reads_of(kind, *expressions), kind)
    return Projector(Links(world or inventory())).view(found, node)


class Word(StrEnum):
    X = "x"


def test_only_what_is_read_is_there():
    assert view(rule(), "rule", "rule.prefix == '' || rule.upstream.host == ''") == {
        "prefix": "hub",
        "upstream": {"host": "quay.io"},
    }


def test_absent_is_null_and_unknown_is_missing():
    found = rule(upstream_prefix=None, credential_arn=AFTER_APPLY)
    assert view(found, "rule", "rule.upstream_prefix == rule.credential_arn") == {"upstream_prefix": None}


def test_parts_and_maps_and_lists_are_plain():
    found = secret(value=SecretValue("literal", {"username": True}, write_only=False), rotation=Rotation(True, 30))
    seen = view(found, "credential", "credential.value.keys.username && credential.rotation.days > 1")
    assert seen == {"value": {"keys": {"username": True}}, "rotation": {"days": 30}}
    assert view(template(tags=("a", Word.X)), "template", "'x' in template.tags") == {"tags": ["a", "x"]}
    assert type(view(template(tags=[Word.X]), "template", "'x' in template.tags")["tags"][0]) is str


def test_a_list_with_an_unknown_element_is_missing():
    assert view(template(applied_for=["REPLICATION", AFTER_APPLY]), "template", "'x' in template.applied_for") == {}


def test_a_list_of_structs_stays_without_what_is_unknown_in_them():
    document = registry(statement(principals=[Principal("anyone", "*"), Principal(AFTER_APPLY, "x")]))
    seen = view(document, "registry", "registry.permissions.statements.all(s, s.principals.all(p, p.kind == p.id))")
    principals = [{"kind": "anyone", "id": "*"}, {"id": "x"}]
    assert seen == {"permissions": {"statements": [{"principals": principals}]}}


def test_a_struct_that_is_only_compared_with_null_is_empty():
    assert view(registry(statement()), "registry", "registry.permissions == null") == {"permissions": {}}


def test_a_map_is_missing_only_where_the_unknown_value_matters():
    found = registry(settings={"a": "1", "b": AFTER_APPLY})
    assert view(found, "registry", "registry.settings.a == ''") == {"settings": {"a": "1"}}
    assert view(found, "registry", "registry.settings.b == ''") == {"settings": {}}
    assert view(found, "registry", "'a' in registry.settings") == {}


def test_links_are_followed_as_far_as_they_are_read():
    arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:x"
    world = inventory(
        rules=[rule("a", credential_arn=arn), rule("b", prefix="other")],
        credentials=[secret(arn=arn, name="x")],
        registries=[registry()],
    )
    a, b = world.rules
    expression = "rule.credential.name == '' && rule.registry.rules.exists(r, r.prefix == '' && r.credential == null)"
    rules = [{"prefix": "hub", "credential": {}}, {"prefix": "other", "credential": None}]
    assert view(a, "rule", expression, world=world) == {"credential": {"name": "x"}, "registry": {"rules": rules}}
    assert view(b, "rule", expression, world=world) == {"credential": None, "registry": {"rules": rules}}


def test_a_link_that_leads_out_of_the_input_is_missing():
    assert view(rule(), "rule", "rule.registry.key == ''") == {}


def test_a_number_beyond_64_bits_is_a_float():
    found = made(CachedImage, "image", repository="r", digest="d", size=2**70)
    assert view(found, "image", "image.size > 0") == {"size": float(2**70)}


@pytest.mark.parametrize(
    ("found", "path", "expected"),
    [
        (rule(credential_arn=AFTER_APPLY), ("credential_arn",), [(("credential_arn",), "credential_arn")]),
        (rule(url=AFTER_APPLY), ("upstream", "host"), [(("host",), "upstream.host")]),
        (rule(), ("registry", "key"), [(("registry",), "registry")]),
        (rule(), ("prefix",), []),
        (rule(), ("credential", "name"), []),
        (template(applied_for=["a", AFTER_APPLY]), ("applied_for",), [(("applied_for",), "applied_for[1]")]),
        (
            registry(statement(), statement(actions=AFTER_APPLY)),
            ("permissions", "statements", "[]", "actions"),
            [(("actions",), "permissions.statements[1].actions")],
        ),
        (registry(settings={"a": AFTER_APPLY}), ("settings", "b"), [(("settings", "a"), "settings[a]")]),
    ],
)
def test_holes_say_what_is_missing_and_where(found, path, expected):
    links = Links(inventory())
    assert [(hole.keys, hole.path) for hole in holes(links, found, path)] == expected


def test_what_many_objects_link_to_is_converted_once():
    world = inventory(rules=[rule("a"), rule("b")], registries=[registry()])
    node = Node(reads_of("rule", "rule.registry.key == ''"), "rule")
    projector = Projector(Links(world))
    first, second = (projector.view(found, node) for found in world.rules)
    assert first == {"registry": {"key": HERE.key}}
    assert first["registry"] is second["registry"]
