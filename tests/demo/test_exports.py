"""Every wave of the demo that has records can be exported in every format."""

from __future__ import annotations

from pathlib import Path

import pytest

from mystery.exports.wave import FORMATS
from mystery.services import reports, wave_exports
from mystery.services.wave_exports import Choice


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("format", FORMATS)
def test_the_demo_is_exported_whole(format: str, tmp_path: Path) -> None:
    for name, wave in reports.all_waves():
        wanted = wave_exports.questionnaires_in(wave)
        if not wanted:
            continue
        folder = tmp_path / name.replace("/", "-")
        folder.mkdir()
        written = wave_exports.export_to(folder, wave, Choice(format))
        assert written.records == wanted
        assert all(path.stat().st_size == written.files[path.name] > 0 for path in folder.iterdir())
