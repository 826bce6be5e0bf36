"""The shortest string that some wildcard patterns match and others don't: exact, and bounded.

All patterns run side by side as one automaton, a bit for each place in each pattern, and the sets of places that can
be reached are searched breadth first. Only characters that stand in a pattern differ; one more stands for all others.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from typing import NamedTuple

# Patterns such as "*a????????????" double the sets with each "?"; policies as people write them reach some hundred.
MOST_STATES = 4_000
_OTHERS = "x0yz1wv2"


class TooComplex(Exception):  # noqa: N818 - an answer, not a failure
    """The question would take more work than a check may."""


class _Group(NamedTuple):
    """Patterns one of which must match: all of their bits, and those of their ends."""

    bits: int
    ends: int


def search(within: Iterable[frozenset[str]], without: frozenset[str]) -> str | None:
    """The shortest string that a pattern of every set in ``within`` matches and none of ``without`` does.

    Raises:
        TooComplex: More than `MOST_STATES` sets of places would have to be looked at.
    """
    machine = _Machine()
    groups = [machine.add(patterns) for patterns in within]
    refused = machine.add(without)
    if any(not group.bits for group in groups):
        return None
    return machine.shortest(groups, refused)


class _Machine:
    """Patterns laid out one after the other in the bits of an integer."""

    def __init__(self) -> None:
        self._size = 0
        self._start = 0
        self._loops = 0
        self._any = 0
        self._literal: dict[str, int] = {}

    def add(self, patterns: Iterable[str]) -> _Group:
        """Lay out some patterns."""
        bits = ends = 0
        for pattern in sorted(patterns):
            first = self._size
            end = self._lay(pattern)
            bits |= (1 << self._size) - (1 << first)
            ends |= end
        return _Group(bits, ends)

    def _lay(self, pattern: str) -> int:
        bit = 1 << self._size
        self._start |= bit
        for char in pattern:
            if char == "*":
                self._loops |= bit
                continue
            if char == "?":
                self._any |= bit
            else:
                self._literal[char] = self._literal.get(char, 0) | bit
            bit <<= 1
        self._size = bit.bit_length()
        return bit

    def shortest(self, groups: list[_Group], refused: _Group) -> str | None:
        """The shortest string that all groups match and the refused patterns don't."""
        came: dict[int, tuple[int, str] | None] = {self._start: None}
        waiting = deque([self._start])
        steps = self._steps()
        endless = refused.ends & self._loops
        while waiting:
            state = waiting.popleft()
            if not state & refused.ends and all(state & group.ends for group in groups):
                return _spelt(came, state)
            for char, literal in steps:
                # The other character first, and any that no place waits for leads where that one does.
                if literal is not None and not state & literal:
                    continue
                after = ((state & ((literal or 0) | self._any)) << 1) | (state & self._loops)
                if after in came or after & endless or not all(after & group.bits for group in groups):
                    continue
                if len(came) >= MOST_STATES:
                    raise TooComplex
                came[after] = (state, char)
                waiting.append(after)
        return None

    def _steps(self) -> list[tuple[str, int | None]]:
        other = next((char for char in _OTHERS if char not in self._literal), "\ue000")
        return [(other, None), *sorted(self._literal.items())]


def _spelt(came: dict[int, tuple[int, str] | None], state: int) -> str:
    return "".join(reversed(list(_back(came, state))))


def _back(came: dict[int, tuple[int, str] | None], state: int) -> Iterator[str]:
    step = came[state]
    while step is not None:
        yield step[1]
        step = came[step[0]]
