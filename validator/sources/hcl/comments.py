"""The comments of a file."""

from validator.sources.hcl.grammar.places import Places
from validator.sources.hcl.grammar.prepare import prepare


def comments(text: str) -> list[tuple[int, int, str]]:
    """Line, column and text of each comment, signs included; what stands in strings and heredocs is none.

    Raises:
        HclError: The text has strings, brackets or comments that do not end.
    """
    source = text.removeprefix("\ufeff")
    places = Places(source)
    found = []
    for start, end in prepare(source, places).comments:
        span = places.span(start, end)
        found.append((span.line, span.column, source[start:end].rstrip("\r")))
    return found
