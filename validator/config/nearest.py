"""A word for a mistyped one."""

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str:
    """A remedy that suggests the known word nearest to a mistaken one; empty where none is near."""
    # Only a mistake needs it.
    from difflib import get_close_matches  # noqa: PLC0415

    close = get_close_matches(word, list(known), n=1)
    return f"do you mean {close[0]!r}?" if close else ""
