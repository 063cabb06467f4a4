"""Reports are made at the same time, and share their fonts."""

from __future__ import annotations

from datetime import UTC, datetime
from threading import Thread

import pytest

from mystery.reporting import metrics
from mystery.reporting.document import Document, Paragraph
from mystery.reporting.pdf import render

UMLAUTS = "ÄÖÜäöüß"
"""Drawn as a letter with its dots: their parts are looked for in the file of the font."""


def _report(text: str) -> Document:
    return Document("Report", "en", "", datetime(2000, 1, 1, tzinfo=UTC), (Paragraph(text),))


def test_two_reports_that_embed_a_font_at_once_do_not_mislead_each_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    alone, made = render(_report(UMLAUTS)), []
    other = Thread(target=lambda: made.append(render(_report(UMLAUTS[::-1]))))
    face = metrics.face("regular").face
    read = face.read_ushort

    def interrupted() -> int:
        """In the middle of the first report the second one begins."""
        if other.ident is None:
            other.start()
            other.join(0.05)
        return int(read())

    monkeypatch.setattr(face, "read_ushort", interrupted)
    assert render(_report(UMLAUTS)) == alone
    other.join()
    assert made == [render(_report(UMLAUTS[::-1]))]


def test_of_each_font_there_is_one() -> None:
    found: list[object] = []
    readers = [Thread(target=lambda: found.append(metrics.face("italic"))) for _ in range(8)]
    for each in readers:
        each.start()
    for each in readers:
        each.join()
    assert len({id(each) for each in found}) == 1
