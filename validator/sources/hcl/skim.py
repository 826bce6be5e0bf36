"""Cuts a file into its top-level blocks and attributes without parsing it."""

import msgspec


class Piece(msgspec.Struct, frozen=True, gc=False):
    """X."""

    type: str
    labels: tuple[str, ...]
    start: int
    end: int
    line: int
