"""Exports of a wave with 300 variables: CPU seconds and memory of a process that does nothing else."""

from __future__ import annotations

import hashlib
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select

from mystery.app import create_app
from mystery.exports.wave import FORMATS
from mystery.services import wave_exports
from mystery.services.transaction import reading, transaction
from mystery.services.wave_exports import Choice
from mystery.store.models import Assignment, Interview, Submission, Wave
from tests import build, databases
from tests.bench.forms import SEED
from tests.bench.installed import cheap, home, installed
from tests.bench.measure import Report, Row, rounded
from tests.cast import someone

SIZES = (100, 5_000, 10_000)
_AT_ONCE = 500
_SINGLE, _SEVERAL, _NUMBERS, _TEXTS = 150, 20, 40, 10
"""300 columns: a question with several answers has one for its codes and one for each of four options."""
_KILOBYTE = 1024
_FORGET = Path("/proc/self/clear_refs")


def exporting(sizes: Sequence[int] = SIZES, formats: Sequence[str] = tuple(FORMATS)) -> Report:
    report = Report("export")
    for size in sizes:
        with home() as folder:
            with installed(cheap(folder)):
                _fill(size)
                databases.let_go()
            for name in formats:
                found = _apart(folder, name)
                report.rows.append(Row(f"{name}: CPU", size, value=found["seconds"], unit="s"))
                report.rows.append(Row(f"{name}: memory on top", size, value=found["megabytes"], unit="MB"))
                report.rows.append(Row(f"{name}: file", size, value=found["file"], unit="MB"))
    return report


def _apart(folder: Path, format: str) -> dict[str, float]:
    """Measured in a process that does nothing else, so that its peak is the export's."""
    command = [sys.executable, "-m", "tests.bench.exporting", str(folder), format]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _measured(folder: Path, format: str) -> dict[str, float]:
    app = create_app(cheap(folder))
    with app.app_context(), tempfile.TemporaryDirectory() as out:
        wave = reading().scalars(select(Wave)).one()
        before, started = _memory("VmRSS"), time.process_time()
        _FORGET.write_text("5")  # the peak counts from here
        written = wave_exports.export_to(Path(out), wave, Choice(format))
        return {
            "seconds": rounded(time.process_time() - started),
            "megabytes": rounded(_memory("VmHWM") - before),
            "file": rounded(sum(written.files.values()) / 1_000_000),
        }


def _memory(what: str) -> float:
    """Megabytes that the process has now (VmRSS), or had at most (VmHWM)."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{what}:")) / _KILOBYTE


def _fill(size: int) -> None:
    """A wave with so many records, written in bulk."""
    dice = random.Random(SEED)
    with transaction() as session:
        study = build.study(build.client("nord"))
        version = build.questionnaire(_questionnaire())
        scenario = build.scenario(study, questionnaire_version=version)
        wave, place, tara = build.wave(study), build.place("bremen"), someone("Tara")
        assignment = build.assignment(wave, place, scenario, tara)
        common = {
            "wave_id": wave.id,
            "location_id": place.id,
            "scenario_id": scenario.id,
            "tester_id": tara.id,
        }
        windows = {"window_from": assignment.window_from, "window_to": assignment.window_to}
        first = assignment.id + 1
        for start in range(0, size, _AT_ONCE):
            numbers = range(first + start, first + min(start + _AT_ONCE, size))
            session.execute(insert(Assignment), [{"id": each, **common, **windows} for each in numbers])
            session.execute(
                insert(Interview), [_interview(each, tara.id, version.fingerprint) for each in numbers]
            )
            session.execute(
                insert(Submission), [_submission(each, version.fingerprint, dice) for each in numbers]
            )


def _interview(number: int, user: int, fingerprint: str) -> dict[str, Any]:
    return {
        "id": number,
        "public_id": UUID(int=number),
        "assignment_id": number,
        "user_id": user,
        "form_fingerprint": fingerprint,
        "mode": "capi",
        "language": "de",
        "seed": number,
        "opened_at": build.MOMENT,
    }


def _submission(number: int, fingerprint: str, dice: random.Random) -> dict[str, Any]:
    document = {"answers": dict(_answers(dice)), "comments": {}, "confirmed": {}, "form": fingerprint}
    content = json.dumps(document, sort_keys=True, separators=(",", ":")).encode()
    return {
        "interview_id": number,
        "canonical": content,
        "sha256": hashlib.sha256(content).hexdigest(),
        "answers": {},
        "started_at": build.MOMENT,
        "finished_at": build.MOMENT + timedelta(seconds=number),
        "duration_seconds": 1500.0,
    }


def _answers(dice: random.Random) -> Iterator[tuple[str, object]]:
    for number in range(_SINGLE):
        yield f"single_{number}", dice.choice("abcde") if dice.random() > 0.05 else {"missing": "dont_know"}
    for number in range(_SEVERAL):
        yield f"several_{number}", [code for code in "abcd" if dice.random() > 0.5]
    for number in range(_NUMBERS):
        yield f"number_{number}", float(dice.randrange(1_000))
    for number in range(_TEXTS):
        yield f"text_{number}", "Ein kurzer Satz. " * dice.randrange(1, 6)


def _questionnaire() -> str:
    kinds = ("single", "select_one few", _SINGLE), ("several", "select_multiple less", _SEVERAL)
    rest = ("number", "decimal", _NUMBERS), ("text", "text", _TEXTS)
    few, less = (
        "\n".join(
            f"    - {{name: {code}, label: {{de: Antwort {code}, en: Answer {code}}}}}" for code in codes
        )
        for codes in ("abcde", "abcd")
    )
    items = "\n".join(
        f"      - {{item: {name}_{number}, type: {kind}, label: {{de: Frage {number}, en: Item {number}}}}}"
        for name, kind, count in (*kinds, *rest)
        for number in range(count)
    )
    head = 'questionnaire: wide\nversion: "1"\nlanguages: [de, en]\ntitle: {de: Breit, en: Wide}\n'
    lists = f"missing: [dont_know]\nchoices:\n  few:\n{few}\n  less:\n{less}\n"
    return (
        f"{head}{lists}sections:\n  - section: all\n    label: {{de: Alles, en: All}}\n    items:\n{items}\n"
    )


if __name__ == "__main__":
    print(json.dumps(_measured(Path(sys.argv[1]), sys.argv[2])))
