"""Runs ES modules that need no page in the Node that the playwright wheel carries."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

import playwright

NODE = Path(playwright.__file__).parent / "driver" / "node"
RUNNER = Path(__file__).parent / "run_conformance.mjs"
BUILDER = Path(__file__).parent / "run_builder.mjs"


def run(requests: Sequence[object], runner: Path = RUNNER) -> list[object]:
    """One process for all requests; an exception in JavaScript is an error here."""
    done = subprocess.run(
        [NODE, runner], input=json.dumps(requests), capture_output=True, text=True, check=True, timeout=120
    )
    replies = json.loads(done.stdout)
    for reply in replies:
        if "error" in reply:
            raise AssertionError(reply["stack"])
    return [reply["result"] for reply in replies]
