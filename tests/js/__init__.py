"""Runs ES modules that need no page in the Node that the playwright wheel carries."""

from __future__ import annotations

import atexit
import json
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import playwright

NODE = Path(playwright.__file__).parent / "driver" / "node"
RUNNER = Path(__file__).parent / "run_conformance.mjs"
BUILDER = Path(__file__).parent / "run_builder.mjs"
CALL_DESK = Path(__file__).parent / "run_calldesk.mjs"
SPARSE = Path(__file__).parent / "run_sparse.mjs"


def run(requests: Sequence[object], runner: Path = RUNNER) -> list[object]:
    """One reply per request; an exception in JavaScript is an error here."""
    return [ask(request, runner) for request in requests]


def ask(request: object, runner: Path = RUNNER) -> object:
    """One request of a Node that stays for all tests: to start one takes longer than most of them."""
    node = _node(runner)
    assert node.stdin is not None
    assert node.stdout is not None
    node.stdin.write(f"{json.dumps(request)}\n")
    node.stdin.flush()
    line = node.stdout.readline()
    assert line, "Node has ended"
    reply = json.loads(line)
    if "error" in reply:
        raise AssertionError(reply["stack"])
    return reply["result"]


@cache
def _node(runner: Path) -> subprocess.Popen[str]:
    pipe = subprocess.PIPE
    node = subprocess.Popen([NODE, runner], stdin=pipe, stdout=pipe, text=True, encoding="utf-8")
    atexit.register(_end, node)
    return node


def _end(node: subprocess.Popen[str]) -> None:
    assert node.stdin is not None
    node.stdin.close()
    node.wait(timeout=10)
