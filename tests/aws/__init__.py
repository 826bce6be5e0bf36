"""An AWS endpoint on this machine, for tests, the demo and the benchmark; README.md tells what it can and can't do."""
