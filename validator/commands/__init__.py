"""One file per command: read the options, join the stages, print."""
