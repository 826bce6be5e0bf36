"""What is foreseen of a pull, with what the policies say of the objects that decide it."""

import msgspec

from validator.findings.finding import Outcome, Severity
from validator.model.inventory import Gap
from validator.model.origin import Location
from validator.model.prediction.structs import Prediction

SCHEMA = "https://pullguard.dev/schemas/prediction.schema.json"


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """What a policy says of an object that decides a pull, where it is no pass.

    Attributes:
        policy: The policy's id.
        name: The policy's name.
        severity: How bad it is.
        outcome: ``fail``, ``undecided`` or ``error``.
        address: What is to be mended.
        location: Where in the source.
        message: One sentence that names the object and the value that is wrong.
        reason: For ``undecided``, why.
        url: The policy's page.
    """

    policy: str
    name: str
    severity: Severity
    outcome: Outcome
    address: str
    location: Location | None
    message: str
    reason: str | None
    url: str


class Forecast(msgspec.Struct, frozen=True, kw_only=True):
    """A prediction and the policies.

    Attributes:
        input: The input it is made from, as the user named it.
        prediction: What a pull does.
        policies: The policies that do not pass, the worst first.
        passed: How many pass.
    """

    input: str
    prediction: Prediction
    policies: list[Judgement]
    passed: int


class Forecasts(msgspec.Struct, frozen=True, kw_only=True):
    """What ``pullguard predict --format json`` prints.

    Attributes:
        schema: The address of this schema.
        reference: The image as the user named it.
        predictions: One for each registry that the reference may mean.
        gaps: What could not be read, so that nothing is said about it.
    """

    schema: str = SCHEMA
    reference: str
    predictions: list[Forecast]
    gaps: list[Gap]
