"""Other form engines from npm on the same chain of questions, in turn with ours, in one Chromium."""

from __future__ import annotations

import json
import subprocess
import tarfile
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Route

from mystery.exports.xform import write_xform
from mystery.questionnaire import canonical
from tests.bench.engine_js import compiled
from tests.bench.forms import PER_SECTION, chain
from tests.bench.in_browser import chromium
from tests.bench.measure import Report, Row

PEERS: Mapping[str, str] = {
    "@getodk/xforms-engine": "dist/index.js",
    "survey-core": "survey.core.min.js",
}
"""npm package -> the file of it that a browser loads."""
_SIZES = (100, 1_000)
_ROOT = Path(__file__).parents[2]
_TYPES = {".js": "text/javascript", ".mjs": "text/javascript"}


def against(peer: str) -> Report:
    """Fetches the peer into a folder that goes again, then takes turns."""
    report = Report(f"chain of questions, against {peer}")
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        package = _fetched(peer, Path(folder))
        for size in _SIZES:
            found = {who: _measured(browser, package, who, size) for who in ("mystery", peer)}
            for who, times in found.items():
                report.rows += [
                    Row(f"{who}: first load", size, (times["first"],)),
                    Row(f"{who}: load", size, tuple(times["loading"])),
                    Row(f"{who}: one answer", size, tuple(times["answering"])),
                ]
            for what in ("loading", "answering"):
                ratio = min(found[peer][what]) / min(found["mystery"][what])
                report.ratios[f"{what}, {size} questions: times faster than {peer}"] = ratio
        report.rows.append(Row(f"{peer}: bytes", 1, value=(package / PEERS[peer]).stat().st_size, unit="B"))
    return report


def _fetched(peer: str, folder: Path) -> Path:
    subprocess.run(
        ["npm", "pack", "--silent", peer], cwd=folder, check=True, timeout=300, capture_output=True
    )
    (packed,) = folder.glob("*.tgz")
    with tarfile.open(packed) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def _measured(browser: Browser, package: Path, who: str, size: int) -> Any:
    page = browser.new_page()

    def serve(route: Route) -> None:
        path = route.request.url.split("/", 3)[3]
        file = package / path.removeprefix("peer/") if path.startswith("peer/") else _ROOT / path
        if file.is_file():
            route.fulfill(path=file, content_type=_TYPES.get(file.suffix, "text/plain"))
        else:
            route.fulfill(body="<!doctype html><title>bench</title>", content_type="text/html")

    page.route("**/*", serve)
    page.goto("http://bench.localhost/")
    script = """async ([who, given]) => (await import("/tests/bench/peers.mjs")).PEERS[who](given)"""
    found = page.evaluate(script, [who, _given(who, size)])
    page.close()
    return found


def _given(who: str, size: int) -> dict[str, object]:
    if who == "mystery":
        return {"size": size, "pack": canonical(compiled("chain", size).package)}
    if who == "survey-core":
        return {"size": size, "survey": json.dumps({"pages": _pages(size)})}
    return {"size": size, "xform": write_xform(chain(size))}


def _pages(size: int) -> list[dict[str, object]]:
    asked: list[dict[str, object]] = []
    for number in range(size):
        question: dict[str, object] = {"type": "radiogroup", "name": f"q{number}", "choices": ["yes", "no"]}
        asked.append({**question, "visibleIf": f"{{q{number - 1}}} = 'yes'"} if number else question)
    starts = range(0, size, PER_SECTION)
    return [{"name": f"p{start}", "elements": asked[start : start + PER_SECTION]} for start in starts]
