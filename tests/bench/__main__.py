"""`python -m tests.bench [NAME...] [--json] [--against PEER]`: times, sizes, and how they grow."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable, Mapping
from functools import partial

from tests.bench import (
    bundle,
    calling,
    desk_load,
    engine_js,
    engine_python,
    exporting,
    importing,
    in_browser,
    offline,
    peers,
    storm,
    turn,
    webhooks,
)
from tests.bench.measure import Report, calibration

BENCHMARKS: Mapping[str, Callable[[], Report]] = {
    "compile-python": engine_python.compiling,
    "evaluate-python": engine_python.evaluating,
    "answer-python": engine_python.answering_one,
    "memory-python": engine_python.holding,
    "engine-node": engine_js.in_node_alone,
    "memory-node": engine_js.holding,
    "export": exporting.exporting,
    "import": importing.importing,
    "calling": calling.deciding,
    "turn": turn.on_sqlite,
    "turn-postgresql": turn.on_postgresql,
    "bundle": bundle.bundle,
    "engine-chromium": in_browser.engine,
    "player": in_browser.player,
    "offline": offline.opening,
    "desk-load": desk_load.on_sqlite,
    "storm": storm.on_sqlite,
    "storm-postgresql": storm.on_postgresql,
    "webhooks": webhooks.notices,
}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"{', '.join(BENCHMARKS)}; all without one")
    parser.add_argument("--json", action="store_true", help="JSON only; otherwise a table as well")
    parser.add_argument("--against", choices=sorted(peers.PEERS), help="a peer from npm, in turn in Chromium")
    chosen = parser.parse_args(arguments)
    if unknown := set(chosen.names) - BENCHMARKS.keys():
        parser.error(f"no benchmark of this name: {', '.join(sorted(unknown))}")
    before = calibration()
    acts = [BENCHMARKS[name] for name in _wanted(chosen)]
    if chosen.against:
        acts.append(partial(peers.against, chosen.against))
    reports = []
    for act in acts:
        reports.append(act())
        if not chosen.json:
            _print(reports[-1])
    print(json.dumps(_result(reports, before), indent=2, ensure_ascii=False))
    return 0


def _wanted(chosen: argparse.Namespace) -> list[str]:
    if chosen.names:
        return list(chosen.names)
    return [] if chosen.against else list(BENCHMARKS)


def _result(reports: list[Report], before: float) -> dict[str, object]:
    return {
        "machine": {"cores": os.cpu_count(), "python": platform.python_version()},
        "calibration_ms": {"before": before, "after": calibration()},
        "benchmarks": [report.as_json() for report in reports],
    }


def _print(report: Report) -> None:
    print(f"\n{report.name}")
    for row in report.rows:
        told = row.as_json()
        figures = f"{told['best']} / {told['median']}" if row.times else f"{told['value']:g}"
        print(f"  {row.size:>7,}  {figures:>16} {row.unit:<2}  {row.what}", flush=True)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
