"""Where the arguments of a resource are written."""

from collections.abc import Callable

from validator.model.origin import Location
from validator.sources.hcl.nodes import Block, Span


def location(file: str, span: Span) -> Location:
    """A range with its file."""
    return Location(file, span.line, span.column, span.end_line, span.end_column)


class Places:
    """Where the arguments of a block are written."""

    __slots__ = ("block", "file_of", "nested")

    def __init__(self, block: Block, file_of: Callable[[str], str]) -> None:
        self.block = block
        self.file_of = file_of
        self.nested: dict[str, list[Places]] = {}

    def find(self, path: tuple[str | int, ...]) -> Location | None:
        """The place of an argument by its path; ``None`` when the code leaves it out."""
        name = str(path[0])
        if attribute := self.block.body.attributes.get(name):
            return location(self.file_of(name), attribute.span)
        blocks = self.nested.get(name, [])
        position = path[1] if len(path) > 1 and isinstance(path[1], int) else 0
        if position >= len(blocks):
            return None
        inner = path[2:] if len(path) > 1 and isinstance(path[1], int) else path[1:]
        place = location(self.file_of(name), blocks[position].block.head)
        return (blocks[position].find(inner) or place) if inner else place
