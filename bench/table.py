"""The figures as a table for people and as JSON for comparing."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

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


def show(title: str, baseline: str, rows: Sequence[Row]) -> None:
    """Print a table of rows that share a baseline."""
    head = ("", "MB", "CPU s", "peak MiB", "bare CPU s", "bare peak", "CPU ratio", "peak ratio")
    cells = [head, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(head))]
    print(f"{title}; bare: {baseline}")
    for name, *figures in cells:
        columns = [cell.rjust(width) for cell, width in zip(figures, widths[1:], strict=True)]
        print("  ".join([name.ljust(widths[0]), *columns]).rstrip())
    for series, ratio in growth(rows).items():
        print(
            f"{series}: a further MB takes {_ratio(ratio, GROWTH)} times as long among large inputs as among small ones"
        )
    print()


def growth(rows: Sequence[Row]) -> dict[str, float]:
    """How a series grows: CPU time per MB between the last two inputs over that between the first two. Linear is 1."""
    series: dict[str, list[Row]] = {}
    for row in rows:
        series.setdefault(row.name.partition(",")[0], []).append(row)
    return {name: _slope(*found[-2:]) / _slope(*found[:2]) for name, found in series.items() if len(found) > 2}  # noqa: PLR2004


def _slope(small: Row, large: Row) -> float:
    return (large.ours.cpu - small.ours.cpu) / (large.size - small.size)


def write(file: Path, suites: dict[str, list[Row]]) -> None:
    """Write the rows of all suites as JSON."""
    file.parent.mkdir(parents=True, exist_ok=True)
    document = {
        suite: [
            row._asdict()
            | {
                "ours": row.ours._asdict(),
                "baseline": row.baseline and row.baseline._asdict(),
                "target": row.target._asdict(),
            }
            for row in rows
        ]
        for suite, rows in suites.items()
    }
    file.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")


def _cells(row: Row) -> tuple[str, ...]:
    ours, bare = row.ours, row.baseline
    cells = (row.name, f"{row.size / 1e6:.2f}", f"{ours.cpu:.3f}", f"{ours.peak:.0f}")
    if bare is None:
        return (*cells, "", "", "", "")
    ratios = (_ratio(ours.cpu / bare.cpu, row.target.cpu), _ratio(ours.peak / bare.peak, row.target.peak))
    return (*cells, f"{bare.cpu:.3f}", f"{bare.peak:.0f}", *ratios)


def _ratio(ratio: float, target: float | None) -> str:
    if target is None:
        return f"{ratio:.2f}"
    return f"{ratio:.2f} {'<' if ratio < target else '>'} {target:g}"
