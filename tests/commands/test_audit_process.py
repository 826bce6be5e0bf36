"""``audit`` as a process of its own: interrupted, and in a terminal."""

import json
import os
import select
import signal
import subprocess
import sys
import time

import pytest
from by_hand import scrubbed

from tests.aws.server import ACCOUNT, REGION

pty = pytest.importorskip("pty", reason="Windows has no pseudo terminals, and no signals like these")


def process(server, *arguments, **options):
    environment = scrubbed() | server.environment()
    return subprocess.Popen([sys.executable, "-m", "validator", "audit", *arguments], env=environment, **options)


def test_ctrl_c_reports_what_there_is_and_does_not_wait_for_calls_under_way(server):
    running = process(server, "--format", "json", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 30
    while not server.calls and time.monotonic() < deadline:
        time.sleep(0.01)
    server.settings.latency = 20
    time.sleep(1)
    running.send_signal(signal.SIGINT)
    stdout, stderr = running.communicate(timeout=15)

    assert (running.returncode, stderr) == (130, b"")
    assert [gap["place"] for gap in json.loads(stdout)["gaps"]] == [f"{ACCOUNT}/{REGION}"]


def test_a_terminal_shows_how_far_it_is(server):
    server.settings.latency = 0.1
    ours, theirs = pty.openpty()
    running = process(server, stdout=subprocess.DEVNULL, stderr=theirs)
    os.close(theirs)
    shown = b""
    while select.select([ours], [], [], 30)[0]:
        try:
            shown += os.read(ours, 1024)
        except OSError:
            break
    running.wait(timeout=30)

    assert b"accounts: 1, regions: 0/1, calls: " in shown
    assert shown.endswith(b"\r\x1b[K")
