"""``python -m bench [SUITE]…``: measure, print the tables, and write them to ``bench/out/results.json``."""

import sys
import tempfile
from pathlib import Path

from bench.suites import SUITES
from bench.table import Row, show, write

RESULTS = Path(__file__).parent / "out" / "results.json"


def main(names: list[str]) -> int:
    """Run the suites of these names, or all; the exit status is 2 where there is none of a name."""
    unknown = [name for name in names if name not in SUITES]
    if unknown:
        print(f"no suite {', '.join(unknown)}; there are {', '.join(SUITES)}", file=sys.stderr)
        return 2
    results: dict[str, list[Row]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        for name in names or SUITES:
            baseline, rows = SUITES[name]
            results[name] = list(rows(Path(scratch)))
            show(name, baseline, results[name])
    write(RESULTS, results)
    print(f"written to {RESULTS}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
