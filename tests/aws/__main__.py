"""``python -m tests.aws``: serve until interrupted, and print how to reach it.

The variables are printed as ``export`` lines, so that a shell can read them.
"""

import argparse
import threading

from tests.aws.server import running


def main() -> None:
    """Serve."""
    parser = argparse.ArgumentParser(prog="python -m tests.aws", description="A local AWS endpoint.")
    parser.add_argument("--port", type=int, default=0, help="the port; a free one without it")
    parser.add_argument("--latency", type=float, default=0.0, help="seconds that every request waits")
    parser.add_argument("--page-size", type=int, help="the most results of a page")
    given = parser.parse_args()
    with running(given.port, latency=given.latency, page_size=given.page_size) as server:
        for name, value in server.environment().items():
            print(f"export {name}={value}", flush=True)  # noqa: T201
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return


if __name__ == "__main__":
    main()
