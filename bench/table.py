"""The figures as a table for people and as JSON for comparing."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from bench.measure import Usage

# Measuring small inputs is noisy, so this is what still counts as linear.
GROWTH = 1.5


class Target(NamedTuple):
    """What a ratio to the baseline should stay under; ``None`` where none is set."""

    cpu: float | None = None
    peak: float | None = None


class Row(NamedTuple):
    """One measured input.

    Attributes:
        name: What was measured; what stands before a comma names a series of growing inputs.
        size: The input's size in bytes.
        ours: What pullguard used.
        baseline: What the bare baseline used; ``None`` where it would take minutes.
        target: For the ratios of the two.
    """

    name: str
    size: int
    ours: Usage
    baseline: Usage | None
    target: Target = Target()

    def as_json(self) -> dict[str, Any]:
        """The row for a program."""
        parts = {"ours": self.ours, "baseline": self.baseline, "target": self.target}
        return self._asdict() | {name: part and part._asdict() for name, part in parts.items()}


def show(title: str, baseline: str, rows: Sequence[Row]) -> None:
    """Print a table of rows that share a baseline."""
    head = ("", "MB", "CPU s", "peak MiB", "bare CPU s", "bare peak", "CPU ratio", "peak ratio")
    print(f"{title}; bare: {baseline}")
    print_cells([head, *(_cells(row) for row in rows)])
    for series, ratio in growth(rows).items():
        times = against(ratio, GROWTH)
        print(f"{series}: a further MB takes {times} times as long among large inputs as among small ones")
    print()


def print_cells(cells: Sequence[tuple[str, ...]]) -> None:
    """Print lines in columns, the first of which is text."""
    widths = [max(len(line[column]) for line in cells) for column in range(len(cells[0]))]
    for name, *figures in cells:
        columns = [cell.rjust(width) for cell, width in zip(figures, widths[1:], strict=True)]
        print("  ".join([name.ljust(widths[0]), *columns]).rstrip())


def growth(rows: Sequence[Row]) -> dict[str, float]:
    """How a series grows: CPU time per MB between the last two inputs over that between the first two. Linear is 1."""
    series: dict[str, list[Row]] = {}
    for row in rows:
        series.setdefault(row.name.partition(",")[0], []).append(row)
    return {name: _slope(*found[-2:]) / _slope(*found[:2]) for name, found in series.items() if len(found) > 2}  # noqa: PLR2004


def _slope(small: Row, large: Row) -> float:
    return (large.ours.cpu - small.ours.cpu) / (large.size - small.size)


def write(file: Path, suites: dict[str, list[dict[str, Any]]]) -> None:
    """Write the rows of all suites as JSON."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(suites, indent=2) + "\n", encoding="utf-8")


def _cells(row: Row) -> tuple[str, ...]:
    ours, bare = row.ours, row.baseline
    cells = (row.name, f"{row.size / 1e6:.2f}", f"{ours.cpu:.3f}", f"{ours.peak:.0f}")
    if bare is None:
        return (*cells, "", "", "", "")
    ratios = (against(ours.cpu / bare.cpu, row.target.cpu), against(ours.peak / bare.peak, row.target.peak))
    return (*cells, f"{bare.cpu:.3f}", f"{bare.peak:.0f}", *ratios)


def against(ratio: float, target: float | None) -> str:
    """A ratio beside the target for it."""
    if target is None:
        return f"{ratio:.2f}"
    return f"{ratio:.2f} {'<' if ratio < target else '>'} {target:g}"
