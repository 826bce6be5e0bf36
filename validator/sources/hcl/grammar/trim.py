"""Strip markers and the indentation of heredocs, as HCL applies them."""

import msgspec

from validator.sources.hcl.grammar.raw import Sequence


class Line(msgspec.Struct):
    """Literal text while it is being trimmed."""

    value: str
    start: int
    end: int


def strip(items: list[Line | Sequence]) -> None:
    """Apply the strip markers to the text right before and after them."""
    for before, item, after in zip([None, *items], items, [*items[1:], None], strict=False):
        if isinstance(item, Line):
            continue
        if item.strip_before and isinstance(before, Line):
            before.value = before.value.rstrip()
        if item.strip_after and isinstance(after, Line):
            after.value = after.value.lstrip()


def unindent(items: list[Line | Sequence]) -> None:
    """Remove the smallest indentation of all lines from each; blank lines don't count and stay."""
    starts: list[Line] = []
    least: int | None = None
    newline = True
    for item in items:
        if newline and not (isinstance(item, Line) and item.value.isspace() and item.value.endswith("\n")):
            spaces = len(item.value) - len(item.value.lstrip()) if isinstance(item, Line) else 0
            least = spaces if least is None else min(least, spaces)
            if isinstance(item, Line):
                starts.append(item)
        # A line that a strip marker emptied does not end in a newline any more; HCL sees it so too.
        newline = isinstance(item, Line) and item.value.endswith("\n")
    for line in starts:
        line.value = line.value[least:]
