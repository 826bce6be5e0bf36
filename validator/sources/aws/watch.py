"""When reading has to end, and how far it is."""

import threading
import time
from collections.abc import Callable

from validator.model.value import Reason, Unknown

INTERRUPTED = Unknown(Reason.STOPPED, detail="interrupted")
TIME_UP = Unknown(Reason.STOPPED, detail="the time was up")


def _silently() -> None:
    """Tell nobody."""


class Watch:
    """Shared by all threads that read: a deadline, a stop, and somebody who counts the calls."""

    def __init__(self, deadline: float | None = None, on_call: Callable[[], None] = _silently) -> None:
        """Begin to watch.

        Args:
            deadline: In seconds of Unix time; from then on no call is made.
            on_call: Called once for each call that is made, by the thread that makes it.
        """
        self.deadline = deadline
        self.on_call = on_call
        self._stopped = threading.Event()

    def stop(self) -> None:
        """Let no further call be made."""
        self._stopped.set()

    def over(self) -> Unknown | None:
        """Why no further call may be made, or ``None``."""
        if self._stopped.is_set():
            return INTERRUPTED
        if self.deadline is not None and time.time() >= self.deadline:
            return TIME_UP
        return None
