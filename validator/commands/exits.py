"""What an exit status says; every one of them is named here and nowhere else."""

from enum import IntEnum

NEVER = "never"
"""The value of ``--fail-on`` with which no finding changes the exit status."""


class Exit(IntEnum):
    """The exit statuses. A finding never shares one with a failure to check."""

    CLEAN = 0
    """Nothing failed at or above ``--fail-on``."""
    FAILED = 1
    """Something did."""
    WRONG = 2
    """Wrong usage, configuration, policy or input: not everything was checked."""
    UNDECIDED = 3
    """Nothing failed, but something stayed undecided under ``--strict``, or of an account not everything was read."""
    FAULT = 70
    """A fault of ours (``EX_SOFTWARE``)."""
    INTERRUPTED = 130
    """Ctrl-C, as shells count it: 128 and the signal's number."""
    BROKEN_PIPE = 141
    """Whoever read our output went away before it was written."""
