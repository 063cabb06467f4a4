"""Runs the ES modules of the interview engine in the Node that the playwright wheel carries."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

import playwright

NODE = Path(playwright.__file__).parent / "driver" / "node"
RUNNER = Path(__file__).parent / "run_conformance.mjs"


def run(requests: Sequence[object]) -> list[object]:
    """One process for all requests; an exception in JavaScript is an error here."""
    done = subprocess.run(
        [NODE, RUNNER], input=json.dumps(requests), capture_output=True, text=True, check=True, timeout=120
    )
    replies = json.loads(done.stdout)
    for reply in replies:
        if "error" in reply:
            raise AssertionError(reply["stack"])
    return [reply["result"] for reply in replies]
