"""``.pullguard.yaml``: what it may hold, and what is said of mistakes."""

from pathlib import Path

import pytest

from validator import bundle
from validator.config.settings import Config, Written, load
from validator.errors import ConfigError

SCHEMA = bundle.SCHEMAS / "config.schema.json"
EVERYTHING = """\
params:
  trusted_upstreams: [quay.io, "public.ecr.aws"]
  max_idle_days: 30
  allow_root_rule: true
severities:
  PTC101: low
  root-rule: critical
off: [PTC102, no]
policies:
  - ours
fail-on: high
strict: true
"""


def loaded(folder: Path, text: str) -> Config:
    path = folder / ".pullguard.yaml"
    path.write_text(text, encoding="utf-8")
    return load(path, SCHEMA)


def test_everything_that_it_may_hold(tmp_path):
    config = loaded(tmp_path, EVERYTHING)

    assert config.written == Written(
        params={
            "trusted_upstreams": ["quay.io", "public.ecr.aws"],
            "max_idle_days": 30,
            "allow_root_rule": True,
        },
        severities={"PTC101": "low", "root-rule": "critical"},
        off=["PTC102", "no"],
        policies=["ours"],
        fail_on="high",
        strict=True,
    )
    assert config.directories == [tmp_path / "ours"]
    assert config.place("severities", "root-rule") == f"{tmp_path}/.pullguard.yaml:7:3"
    assert config.place("off", 1) == f"{tmp_path}/.pullguard.yaml:8:15"


@pytest.mark.parametrize("text", ["", "# nothing\n", "---\n", "{}", "fail-on:\nstrict: ~\n", "\ufeff{}"])
def test_nothing_in_it_changes_nothing(tmp_path, text):
    assert loaded(tmp_path, text).written == Written()


def test_numbers_and_words_are_those_of_yaml_1_2(tmp_path):
    text = "params: {a: 1, b: -2.5, c: 1e3, d: on, e: 2026-01-31, f: '1', g: 012345678901, h: null, i: 0x1f, j: .5}"

    assert loaded(tmp_path, text).written.params == {
        "a": 1,
        "b": -2.5,
        "c": 1000.0,
        "d": "on",
        "e": "2026-01-31",
        "f": "1",
        "g": 12345678901,
        "h": None,
        "i": "0x1f",
        "j": 0.5,
    }


@pytest.mark.parametrize(
    ("text", "place", "problem"),
    [
        ("parms: {}\n", "1:1", "unknown key 'parms'; do you mean 'params'?"),
        ("strict: true\nfail_on: high\n", "2:1", "unknown key 'fail_on'; do you mean 'fail-on'?"),
        (
            "zzz: 1",
            "1:1",
            "unknown key 'zzz'; known are params, prefixes, severities, off, policies, fail-on, strict",
        ),
        ("strict: 'yes'\n", "1:1", "strict must be true or false, and is a string"),
        ("strict: yes\n", "1:1", "strict must be true or false, and is a string"),
        ("off: PTC101\n", "1:1", "off must be a list, and is a string"),
        ("off:\n  - PTC101\n  - 5\n", "3:5", "off.1 must be a string, and is a whole number"),
        ("off:\n  - ''\n", "2:5", "off.0: '' should be non-empty"),
        ("severities:\n  PTC101: hihg\n", "2:3", "severities.PTC101 is 'hihg'; do you mean 'high'?"),
        (
            "severities: {PTC101: 7}",
            "1:14",
            "severities.PTC101 is a whole number; choose one of critical, high, medium, low, info",
        ),
        ("fail-on: nevr", "1:1", "fail-on is 'nevr'; do you mean 'never'?"),
        ("params: null", "1:1", "params must be a mapping, and is null"),
        ("[1, 2]", "1:1", "the file must be a mapping, and is a list"),
        ("just words", "1:1", "the file must be a mapping, and is a string"),
        ("off: []\nstrict: 1.5\nparams: []\n", "2:1", "strict must be true or false, and is a number"),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path, text, place, problem):
    with pytest.raises(ConfigError) as caught:
        loaded(tmp_path, text)

    assert str(caught.value) == f"{tmp_path}/.pullguard.yaml:{place}: {problem}"


@pytest.mark.parametrize(
    ("text", "place", "problem"),
    [
        ("off: [PTC101\n", "2:1", "is not YAML: expected ',' or ']', but got '<stream end>'"),
        ("a: b: c\n", "1:5", "is not YAML: mapping values are not allowed here"),
        ("\tstrict: true\n", "1:1", "is not YAML: found character '\\t' that cannot start any token"),
        ("strict: true\noff: []\nstrict: false\n", "3:1", "the key 'strict' stands twice; keep one of them"),
        ("params:\n  a: 1\n  a: 2\n", "3:3", "the key 'a' stands twice; keep one of them"),
        ("off: &x [PTC101]\npolicies: *x\n", "1:6", "an alias leads here; write the value out in both places"),
        (
            "params: !!python/object:os.system {}\n",
            "1:9",
            "the tag tag:yaml.org,2002:python/object:os.system is not known here; leave it out",
        ),
        ("off: !mine [a]\n", "1:6", "the tag !mine is not known here; leave it out"),
        ("params: {a: !!binary aGk=}\n", "1:13", "the tag tag:yaml.org,2002:binary is not known here; leave it out"),
        ("params: {a: !!bool maybe}\n", "1:13", "the tag tag:yaml.org,2002:bool is not known here; leave it out"),
        ("? [a, b]\n: 1\n", "1:3", "a key must be a word"),
        ("a: 1\n---\nb: 2\n", "2:1", "is not YAML: but found another document"),
    ],
)
def test_what_is_ambiguous_or_no_yaml_is_refused(tmp_path, text, place, problem):
    with pytest.raises(ConfigError) as caught:
        loaded(tmp_path, text)

    assert str(caught.value) == f"{tmp_path}/.pullguard.yaml:{place}: {problem}"


def test_nesting_is_bounded(tmp_path):
    with pytest.raises(ConfigError, match="is nested too deeply"):
        loaded(tmp_path, "params: " + "[" * 5000 + "]" * 5000)


def test_a_huge_number_is_no_number(tmp_path):
    assert loaded(tmp_path, "params: {a: " + "9" * 5000 + "}").written.params == {"a": "9" * 5000}


def test_bytes_that_are_no_text(tmp_path):
    path = tmp_path / ".pullguard.yaml"
    path.write_bytes(b"off: [\xff\xfe]")

    with pytest.raises(ConfigError) as caught:
        load(path, SCHEMA)

    assert str(caught.value) == f"{path}: is not UTF-8; save it as UTF-8"


def test_control_characters_are_refused_in_one_line(tmp_path):
    with pytest.raises(ConfigError) as caught:
        loaded(tmp_path, "off: [\x01]")

    assert str(caught.value).startswith(f"{tmp_path}/.pullguard.yaml: is not YAML: ")
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(ConfigError) as caught:
        load(tmp_path / "gone.yaml", SCHEMA)

    assert str(caught.value) == f"{tmp_path}/gone.yaml: can't be read: No such file or directory"
