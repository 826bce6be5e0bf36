"""A text that is rewritten from its beginning to its end, keeping its length."""


class Rewrite:
    """The new text of a source, as far as it is written."""

    def __init__(self, source: str, start: int) -> None:
        """Begin at an offset; what stands before it is left out."""
        self._source = source
        self._out: list[str] = []
        self._done = start

    def replace(self, start: int, end: int, text: str = "") -> None:
        """Put text, and spaces behind it, in the place of a range; what stands before the range stays."""
        self._out += self._source[self._done : start], text.ljust(end - start)
        self._done = end

    def mark(self, offset: int) -> int:
        """A place to go back to, up to which the source stays."""
        self.replace(offset, offset)
        return len(self._out)

    def back(self, mark: int, offset: int) -> None:
        """Forget what was written since a mark was set at an offset."""
        del self._out[mark:]
        self._done = offset

    def text(self) -> str:
        """The whole new text; what nothing replaced stays."""
        return "".join(self._out) + self._source[self._done :]
