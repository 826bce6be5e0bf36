"""Policies are chosen by id, name or the beginning of an id; parameters are checked against what is declared."""

import pytest
from engine_objects import policy

from validator.engine.params import declared, resolve
from validator.engine.select import choose, meant
from validator.errors import ConfigError
from validator.findings.finding import Severity

NAMES = {"type": "array", "items": {"type": "string"}, "default": ["a"], "description": "names"}
PACK = [
    policy("params.names == []", id="PTC101", name="untrusted-upstream", params={"names": NAMES}),
    policy("true", id="PTC102", name="unsupported-upstream"),
    policy("true", id="PTC201", name="secret-name-prefix"),
]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, ["PTC101", "PTC102", "PTC201"]),
        ({"select": ["PTC1"]}, ["PTC101", "PTC102"]),
        ({"select": ["secret-name-prefix", "PTC102"]}, ["PTC102", "PTC201"]),
        ({"ignore": ["PTC1"]}, ["PTC201"]),
        ({"select": ["PTC1"], "ignore": ["untrusted-upstream"]}, ["PTC102"]),
        ({"select": ["PTC1"], "ignore": ["PTC"]}, []),
    ],
)
def test_choosing(options, expected):
    assert [one.id for one in choose(PACK, **options)] == expected


def test_a_later_severity_is_stronger():
    chosen = choose(PACK, severities={"PTC1": "low", "untrusted-upstream": "critical"})
    assert [one.severity for one in chosen] == [Severity.CRITICAL, Severity.LOW, Severity.HIGH]


@pytest.mark.parametrize(
    ("word", "line"),
    [
        ("PTC9", "there is no policy 'PTC9'"),
        ("untrusted-upsteam", "there is no policy 'untrusted-upsteam'; do you mean 'untrusted-upstream'?"),
        ("", "there is no policy ''"),
    ],
)
def test_a_word_that_means_no_policy(word, line):
    with pytest.raises(ConfigError) as caught:
        meant(PACK, [word])
    assert str(caught.value).startswith(line)


def test_a_severity_that_is_none():
    with pytest.raises(ConfigError, match=r"^'huge', given to PTC1, is no severity; use one of critical, high, medium"):
        choose(PACK, severities={"PTC1": "huge"})


def test_the_users_value_wins_over_the_default():
    assert declared(PACK) == {"names": NAMES}
    assert resolve(PACK, {}) == {"names": ["a"]}
    assert resolve(PACK, {"names": []}) == {"names": []}


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ({"name": []}, "f.yaml:3: params.name: no policy has this parameter; do you mean 'names'?"),
        ({"names": "a"}, "f.yaml:3: params.names: 'a' is not of type 'array'"),
        ({"names": ["a", 1]}, "f.yaml:3: params.names[1]: 1 is not of type 'string'"),
    ],
)
def test_a_value_that_is_wrong(given, line):
    with pytest.raises(ConfigError) as caught:
        resolve(PACK, given, place="f.yaml:3")
    assert str(caught.value) == line
