"""Templates as they are written: ranges of offsets, before anything is parsed."""

import re
from enum import Enum

import msgspec


class Kind(Enum):
    """How a template is delimited."""

    QUOTED = "this string"
    HEREDOC = "this heredoc"
    INDENTED = "this indented heredoc"
    BARE = "this template"


class Text(msgspec.Struct):
    """Literal text of a template, as a range of offsets."""

    start: int
    end: int


class Sequence(msgspec.Struct):
    """``${ … }`` or ``%{ … }`` as a range of offsets, with its strip markers.

    ``word`` is ``${``, or the directive's keyword; ``names`` are the variables of a ``for``; ``inner`` is where the
    expression starts.
    """

    word: str
    start: int
    inner: int = 0
    end: int = 0
    strip_before: bool = False
    strip_after: bool = False
    names: tuple[str, ...] = ()


class RawTemplate(msgspec.Struct):
    """A template as it is written, delimiters included in the range."""

    kind: Kind
    start: int
    pattern: re.Pattern[str]
    end: int = 0
    parts: list[Text | Sequence] = []
