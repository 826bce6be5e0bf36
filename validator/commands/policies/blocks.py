"""What a page consists of, and how a policy's texts become that."""

import re
from collections.abc import Iterator
from textwrap import dedent
from typing import TypeAlias

import msgspec


class Text(msgspec.Struct, frozen=True):
    """A paragraph on one line. Words in backticks are code."""

    text: str


class Code(msgspec.Struct, frozen=True):
    """Lines that stay as they are, in a language: ``hcl``, ``yaml``, ``json``, ``cel``; may be empty."""

    language: str
    text: str


class Items(msgspec.Struct, frozen=True):
    """A list of lines."""

    items: list[str]


Block: TypeAlias = Text | Code | Items


class Section(msgspec.Struct, frozen=True):
    """A heading and what stands below it."""

    heading: str
    blocks: list[Block]


class Page(msgspec.Struct, frozen=True):
    """A whole page.

    Attributes:
        title: Its title.
        summary: The line below the title.
        facts: Names and values in a few words each.
        sections: The rest.
    """

    title: str
    summary: str
    facts: list[tuple[str, str]]
    sections: list[Section]


_FENCE = "```"
_ITEM = re.compile(r"^(?:[-*]|\d+\.) +", re.MULTILINE)


def blocks_of(text: str) -> Iterator[Block]:
    """The paragraphs, lists and fenced code of a text."""
    lines: list[str] = []
    fence: str | None = None
    for line in [*text.splitlines(), ""]:
        begins = line.strip().startswith(_FENCE)
        if fence is not None and not begins:
            lines.append(line)
        elif fence is not None:
            yield Code(fence, dedent("\n".join(lines)))
            lines, fence = [], None
        elif begins or not line.strip():
            if lines:
                yield _prose("\n".join(lines))
            lines, fence = [], line.strip().removeprefix(_FENCE) if begins else None
        else:
            lines.append(line)


def _prose(text: str) -> Block:
    if _ITEM.match(text):
        return Items([" ".join(item.split()) for item in _ITEM.split(text)[1:]])
    return Text(" ".join(text.split()))
