"""An operator checks a receipt that a tester shows, with nothing but the file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from click.testing import CliRunner, Result

from mystery.app import create_app
from mystery.cli import main
from mystery.services import receipts
from mystery.settings import Settings
from mystery.store.models import Intake
from tests.build import MOMENT

Run = Callable[..., Result]
BODY = b'{"format":"mystery-sealed-1"}'


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    environment = {"MYSTERY_INSTANCE_FOLDER": str(tmp_path / "instance")}
    return lambda *words: CliRunner(env=environment).invoke(main, words)


@pytest.fixture
def receipt(tmp_path: Path) -> Path:
    """A receipt of this installation, as a tablet keeps it."""
    intake = Intake(
        submission=uuid4(), sha256=hashlib.sha256(BODY).hexdigest(), sequence=7, received_at=MOMENT
    )
    with create_app(Settings(instance_folder=tmp_path / "instance")).app_context():
        told = receipts.receipt_for(intake)
    path = tmp_path / "receipt.json"
    path.write_text(json.dumps(told), encoding="utf-8")
    (tmp_path / "record.sealed").write_bytes(BODY)
    return path


def test_a_receipt_holds_alone_and_with_its_bytes(run: Run, receipt: Path) -> None:
    done = run("verify-receipt", str(receipt))
    assert (done.exit_code, "The receipt holds: submission" in done.output) == (0, True)
    sealed = str(receipt.with_name("record.sealed"))
    done = run("verify-receipt", str(receipt), "--envelope", sealed, "--json")
    assert (done.exit_code, json.loads(done.output)) == (0, {"problems": []})


def test_a_receipt_in_the_reply_that_brought_it_holds_too(run: Run, receipt: Path) -> None:
    receipt.write_text(json.dumps({"receipt": json.loads(receipt.read_text()), "state": "complete"}))
    assert run("verify-receipt", str(receipt)).exit_code == 0


def test_a_receipt_holds_after_the_key_was_renewed(run: Run, receipt: Path) -> None:
    assert run("db", "upgrade").exit_code == 0
    assert run("keys", "renew", "receipt").exit_code == 0
    assert len([line for line in run("keys", "show").output.splitlines() if line.startswith("receipt")]) == 2
    assert run("verify-receipt", str(receipt)).exit_code == 0


def test_what_is_wrong_with_a_receipt_is_said(run: Run, receipt: Path) -> None:
    told = json.loads(receipt.read_text())
    for wrong, code in (
        ({**told, "sequence": 8}, "RECEIPT_SIGNATURE"),
        ({**told, "key": "0"}, "RECEIPT_KEY_UNKNOWN"),
        ([], "RECEIPT_UNREADABLE"),
    ):
        receipt.write_text(json.dumps(wrong))
        done = run("verify-receipt", str(receipt), "--json")
        assert done.exit_code == 1
        assert [each["code"] for each in json.loads(done.output)["problems"]] == [code]
    receipt.write_bytes(b"\xff")
    assert run("verify-receipt", str(receipt)).exit_code == 1


def test_other_bytes_have_no_receipt(run: Run, receipt: Path) -> None:
    done = run("verify-receipt", str(receipt), "--envelope", str(receipt), "--json")
    assert [each["code"] for each in json.loads(done.output)["problems"]] == ["RECEIPT_OF_OTHER_BYTES"]
