"""``python -m bench [SUITE]…``: measure, print the tables, and write them to ``bench/out/results.json``.

Without names all suites are run but those that take long.
"""

import sys
import tempfile
from pathlib import Path

from bench.suites import LONG, SUITES
from bench.table import write

RESULTS = Path(__file__).parent / "out" / "results.json"


def main(names: list[str]) -> int:
    """Run the suites of these names, or all; the exit status is 2 where there is none of a name."""
    unknown = [name for name in names if name not in SUITES]
    if unknown:
        print(f"no suite {', '.join(unknown)}; there are {', '.join(SUITES)}", file=sys.stderr)
        return 2
    results = {}
    with tempfile.TemporaryDirectory() as scratch:
        for name in names or [name for name in SUITES if name not in LONG]:
            suite = SUITES[name]
            rows = list(suite.rows(Path(scratch)))
            suite.show(name, suite.baseline, rows)
            results[name] = [row.as_json() for row in rows]
    write(RESULTS, results)
    print(f"written to {RESULTS}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
