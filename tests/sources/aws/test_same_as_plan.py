"""What a plan says that there will be is what the live source finds there once it is applied."""

import json
from pathlib import Path

import msgspec

from tests.aws.applying import apply
from tests.aws.server import ACCOUNT, REGION
from tests.sources.aws.judging import read
from validator.model.objects import Rotation
from validator.model.value import Unknown
from validator.sources.plan.source import read_json

PLAN = Path(__file__).parents[3] / "examples" / "terraform" / "secure" / "plan.json"
NAMES = {"rules": "prefix", "templates": "prefix", "credentials": "name", "registries": "key"}
# What only one side tells.
PLACES = {"address", "origin", "origins"}
LIVE = {"read_at", "created_at", "pulled_at", "validation", "value_set_at", "accessed_at"}
PLANNED = {"value", "waits_for_value"}
# What a plan does not set, and an account nevertheless has.
SET_BY_AWS = {
    "replication": (None, []),
    "replicated": (None, False),
    "settings": ({}, {"BASIC_SCAN_TYPE_VERSION": "AWS_NATIVE", "BLOB_MOUNTING": "DISABLED"}),
}


def differences(planned, live):
    for field in set(planned.__struct_fields__) - PLACES - LIVE - PLANNED:
        said, found = getattr(planned, field), getattr(live, field)
        if isinstance(found, Rotation):
            found = msgspec.structs.replace(found, due=None)
        if Unknown not in {type(said), type(found)} and said != found and SET_BY_AWS.get(field) != (said, found):
            yield planned.address, field, said, found


def test_an_applied_plan_has_become_what_it_said(server, line):
    data = PLAN.read_bytes()
    apply(json.loads(data), server)
    live = read(line, REGION).inventory
    planned = read_json(data, "plan.json", {"account": ACCOUNT, "region": REGION})
    for kind, name in NAMES.items():
        said, found = ({getattr(one, name): one for one in getattr(side, kind)} for side in (planned, live))
        assert said.keys() == found.keys()
        assert [difference for key in said for difference in differences(said[key], found[key])] == []
