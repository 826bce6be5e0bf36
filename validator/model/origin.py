"""Where an object or one of its attributes was written."""

import msgspec


class Location(msgspec.Struct, frozen=True, gc=False):
    """A range in a source file; lines and columns count from 1, the end is exclusive in its column."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int


class Origin(msgspec.Struct, frozen=True, omit_defaults=True):
    """The resource that gave an object or an attribute, and the place in its source file where one is known.

    Attributes:
        address: A Terraform address, or an ARN.
        location: Where in the source; ``None`` for plans, states and live accounts.
        note: For a value that came from elsewhere (a module call, a local): where it was given.
    """

    address: str
    location: Location | None = None
    note: str = ""
