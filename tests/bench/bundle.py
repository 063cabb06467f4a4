"""Bytes that a device loads: the engine, the player around it, its styles; as served, and packed by gzip."""

from __future__ import annotations

import gzip
from collections.abc import Iterable

from mystery.questionnaire import compile_form
from mystery.resources import folder
from mystery.services.questionnaires import load_form
from mystery.web.shared.player_modules import all_modules, modules_for
from mystery.web.shared.statics import StaticFiles
from tests.bench.forms import chain
from tests.bench.measure import Report, Row

ENGINE = "js/interview/state.js"


def bundle() -> Report:
    """`size` is the number of modules."""
    report = Report("bundle")
    root = folder("static")
    files = StaticFiles(root)
    for what, names in _sets(files).items():
        texts = [(root / name).read_bytes() for name in names]
        bare = [without_comments(text.decode()).encode() for text in texts]
        report.rows += [
            Row(f"{what}: source", len(names), value=sum(map(len, texts)), unit="B"),
            Row(f"{what}: source, gzipped one by one", len(names), value=packed(texts), unit="B"),
            Row(f"{what}: without comments and indents", len(names), value=sum(map(len, bare)), unit="B"),
        ]
    return report


def _sets(files: StaticFiles) -> dict[str, tuple[str, ...]]:
    visit = load_form(folder("questionnaires") / "store-visit").package
    plain = compile_form(chain(20)).package
    fetched = {
        "a store visit": modules_for(files, visit, "tablet"),
        "a plain form": modules_for(files, plain, "tablet"),
    }
    apart = {
        f"{what}, without synchronisation": tuple(name for name in names if not name.startswith("js/sync/"))
        for what, names in fetched.items()
    }
    return {
        "engine": files.modules(ENGINE),
        "engine, player and synchronisation": all_modules(files),
        **fetched,
        **apart,
    }


def packed(texts: Iterable[bytes]) -> int:
    """Bytes on the wire: each file is compressed by itself."""
    return sum(len(gzip.compress(text)) for text in texts)


def without_comments(text: str) -> str:
    """The least that any minifier takes away: whole-line comments, JSDoc in lines, indents, blank lines."""
    lines, inside = [], False
    for line in text.splitlines():
        bare = line.strip()
        if bare.startswith("/*"):
            inside = True
        if not inside and bare and not bare.startswith("//"):
            lines.append(bare)
        if inside and "*/" in bare:
            inside = False
            rest = bare.rpartition("*/")[2].strip()
            if rest:
                lines.append(rest)
    return "\n".join(lines)
