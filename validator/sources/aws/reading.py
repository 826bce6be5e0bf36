"""What is read of one region of one account."""

import msgspec

from validator.model.inventory import Gap, Inventory
from validator.model.measurements import Measurements


class Wanted(msgspec.Struct, frozen=True):
    """What is to be read of each region beyond what policies can't do without.

    Attributes:
        images: Whether the images of cache repositories are listed, one call for each thousand.
        surroundings: Whether networks, event rules and the numbers of pulls are read.
        validation: Whether ECR is asked to log in at the upstreams: it reads the secrets and contacts the upstreams.
        days: Over how many days pulls are counted, and after how many an image counts as not refreshed.
    """

    images: bool = True
    surroundings: bool = True
    validation: bool = True
    days: int = 30


class RegionReading(msgspec.Struct, frozen=True):
    """One registry.

    Attributes:
        registry: Its key, ``account/region``.
        inventory: Its objects, with gaps for what could not be read.
        measurements: The numbers that people ask for.
        calls: How often each IAM action was used.
    """

    registry: str
    inventory: Inventory
    measurements: Measurements
    calls: dict[str, int]


class Regions(msgspec.Struct, frozen=True):
    """The regions of an account that are going to be read."""

    account: str
    names: tuple[str, ...]


class Global(msgspec.Struct, frozen=True):
    """What was called for an account as a whole, of no region: IAM, and which regions are enabled.

    Attributes:
        account: The 12-digit account id.
        calls: How often each IAM action was used.
        gaps: What could not be read.
    """

    account: str
    calls: dict[str, int]
    gaps: list[Gap]
