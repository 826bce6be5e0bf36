"""From offsets in a text to lines and columns."""

from bisect import bisect_right

from validator.sources.hcl.error import HclError
from validator.sources.hcl.nodes import Span


class Places:
    """Lines and columns of one text, which may be a part of a file.

    Args:
        text: The text that offsets count in.
        line: The line of the file that the text starts in.
        shift: How many characters of that line stand before the text.
        file: The file's name, for errors.
    """

    def __init__(self, text: str, line: int = 1, shift: int = 0, file: str = "") -> None:
        self.file = file
        self._text = text
        self._line = line - 1
        self._shift = shift
        self._starts: list[int] = []

    def span(self, start: int, end: int) -> Span:
        """The range between two offsets; the end is exclusive."""
        starts = self._starts or self._find_starts()
        first = bisect_right(starts, start)
        last = first if first == len(starts) or end < starts[first] else bisect_right(starts, end)
        line = self._line
        return Span(first + line, start - starts[first - 1] + 1, last + line, end - starts[last - 1] + 1)

    def _find_starts(self) -> list[int]:
        """The offsets at which lines start; found when they are first asked for."""
        self._starts.append(-self._shift)
        at = self._text.find("\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = self._text.find("\n", at + 1)
        return self._starts

    def error(self, problem: str, offset: int, *, ours: bool = False) -> HclError:
        """An error at an offset."""
        span = self.span(offset, offset)
        return HclError(problem, span.line, span.column, file=self.file, ours=ours)


class FixedPlace(Places):
    """Every offset has the same place: for text whose own lines don't exist in a file, such as a string of JSON."""

    def __init__(self, place: Span, file: str = "") -> None:
        super().__init__("", file=file)
        self._place = place

    def span(self, start: int, end: int) -> Span:  # noqa: ARG002 (the place is fixed)
        """The fixed place."""
        return self._place


def join(first: Span, last: Span) -> Span:
    """From the start of one range to the end of another."""
    return Span(first.line, first.column, last.end_line, last.end_column)
