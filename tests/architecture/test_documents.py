"""What the documents point to exists."""

from __future__ import annotations

import hashlib
import re

import pytest

from tests.architecture.sources import ROOT

_ROW = re.compile(r"^\| `([^`]+)` .*\| `([0-9a-f]{64})` \|$", re.MULTILINE)
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
DOCUMENTS = sorted(
    path.relative_to(ROOT).as_posix() for pattern in ("*.md", "docs/*.md") for path in ROOT.glob(pattern)
)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_reader_can_follow_every_link(name: str) -> None:
    document = ROOT / name
    links = [link for link in _LINK.findall(document.read_text(encoding="utf-8")) if "://" not in link]
    assert not [link for link in links if not (document.parent / link).exists()]


def test_vendored_files_are_those_that_were_recorded() -> None:
    folder = ROOT / "static/vendor"
    recorded = dict(_ROW.findall((folder / "README.md").read_text(encoding="utf-8")))
    scripts = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.js")}
    assert {name: hashlib.sha256(content).hexdigest() for name, content in scripts.items()} == recorded
