"""`mystery eval` as an author and as another program run it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mystery.cli import main


def run(*arguments: str, stdin: str = "") -> Result:
    return CliRunner().invoke(main, ["eval", *arguments], input=stdin)


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("round(1.345, 2)", {"type": "number", "value": 1.35}),
        ("1 div 0", {"type": "number", "value": "Infinity"}),
        ("-1 div 0", {"type": "number", "value": "-Infinity"}),
        ("'' + 1", {"type": "number", "value": "NaN"}),
        ("'a' = 'a'", {"type": "boolean", "value": True}),
        ("''", {"type": "string", "value": ""}),
        ("date('2026-11-23')", {"type": "date", "value": "2026-11-23"}),
    ],
)
def test_an_expression_gives_a_type_and_a_value(expression: str, found: dict[str, object]) -> None:
    result = run(expression)
    assert result.exit_code == 0
    assert json.loads(result.stdout) == found


def test_answers_come_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "answers.json"
    file.write_text('{"x": 4, "r": [{"y": 1}, {"y": 2}]}', encoding="utf-8")
    assert json.loads(run("${x} + sum(${y})", "--answers", str(file)).stdout)["value"] == 7


@pytest.mark.parametrize(
    "content", [b"{", b"[1]", b"\xff\xfe", b"[" * 100_000], ids=["cut", "list", "bytes", "deep"]
)
def test_a_file_that_holds_no_answers_is_told(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "answers.json"
    file.write_bytes(content)
    result = run("1", "--answers", str(file))
    assert (result.exit_code, json.loads(result.stdout)["error"]) == (1, "ANSWERS_FILE")


def test_the_clock_and_its_zone_may_be_given() -> None:
    result = run("now()", "--now", "2026-11-23T23:30:00-05:00")
    assert json.loads(result.stdout) == {"type": "datetime", "value": "2026-11-23T23:30:00.000-05:00"}


def test_an_error_has_a_code_a_sentence_and_exit_code_1() -> None:
    result = run("date('2026-02-30')")
    found = json.loads(result.stdout)
    assert (result.exit_code, found["error"]) == (1, "EVALUATION_DATE")
    assert "2026-02-30" in found["message"]


def test_a_batch_answers_line_by_line_whatever_a_line_holds() -> None:
    lines = [
        '{"expr": "${x} * 2", "answers": {"x": 21}}',
        '{"expr": "today()", "now": "2026-01-02T03:04:05Z"}',
        '{"expr": "instance(\'s\')/root/item[1]/label", "tables": {"s.csv": [{"name": "a", "label": "A"}]}}',
        '{"expr": "1 +"}',
        "nonsense",
        "[" * 100_000,
        '{"answers": {}}',
        '{"expr": "1", "answers": [1]}',
        '{"expr": "1", "now": "soon"}',
    ]
    result = run("--batch", "-", stdin="\n".join([*lines, ""]))
    assert result.exit_code == 0
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert [one.get("value", one.get("error")) for one in found] == [
        42, "2026-01-02", "A", "EXPRESSION_SYNTAX", "BATCH_LINE", "BATCH_LINE", "BATCH_LINE", "BATCH_LINE",
        "BATCH_NOW",
    ]  # fmt: skip


def test_somebody_who_gives_nothing_is_told_what_to_give() -> None:
    assert run().exit_code == 2
