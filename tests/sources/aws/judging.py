"""Reading a region and judging it, to be compared with a reading that knows less."""

from validator.engine.evaluate import outcomes_of
from validator.engine.load import load_shipped
from validator.engine.params import resolve
from validator.findings.finding import Outcome
from validator.sources.aws.caller import Caller
from validator.sources.aws.operations import OPERATIONS
from validator.sources.aws.reading import Wanted
from validator.sources.aws.region import read_region
from validator.sources.aws.roles import AccountRoles

# What is asked for before a region is read: which regions and accounts there are.
BEFORE = {"ec2:DescribeRegions", "sts:GetCallerIdentity", "sts:AssumeRole", "organizations:ListAccounts"}
ACTIONS = sorted({one.action for one in OPERATIONS.values()} - BEFORE)

_POLICIES = load_shipped()
_PARAMS = resolve(_POLICIES, {})


def read(line, region, **wanted):
    """Read a region."""
    caller = Caller(line, region)
    return read_region(caller, AccountRoles(caller), Wanted(**wanted))


class Judged:
    """What the shipped policies say of a reading.

    Attributes:
        outcomes: By policy and address.
        open_ended: The policies of which nobody knows all objects.
    """

    def __init__(self, reading):
        self.outcomes = {}
        self.open_ended = set()
        for policy, found, verdict in outcomes_of(reading.inventory, _POLICIES, _PARAMS):
            if verdict.hole and verdict.hole.path.startswith("the list of "):
                self.open_ended.add(policy.id)
            else:
                self.outcomes[policy.id, found.address] = verdict.outcome

    def policies(self, *outcomes):
        """The policies that say so of some object."""
        return sorted({policy for (policy, _), outcome in self.outcomes.items() if outcome in outcomes})

    def unfounded(self, whole):
        """What is judged otherwise than by a reading of the whole, though nobody knows better."""
        for (policy, address), outcome in whole.outcomes.items():
            now = self.outcomes.get((policy, address))
            if now is None and policy not in self.open_ended:
                yield f"{policy} is silent on {address}"
            if outcome is Outcome.FAIL and now in {Outcome.PASS, Outcome.NOT_APPLICABLE}:
                yield f"{policy} says {now} instead of fail of {address}"
            if outcome is Outcome.PASS and now in {Outcome.FAIL, Outcome.NOT_APPLICABLE}:
                yield f"{policy} says {now} instead of pass of {address}"
        yield from (f"{policy} errs on {address}" for (policy, address), one in self.outcomes.items() if one == "error")
