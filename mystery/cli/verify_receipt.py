"""`mystery verify-receipt FILE`: whether this installation has confirmed what a tablet says it has."""

from __future__ import annotations

import json
from pathlib import Path

import click

from mystery.cli.installation import installation, report

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(name="verify-receipt", short_help="Check a receipt that a tablet keeps.")
@click.argument("file", type=_FILE)
@click.option("--envelope", type=_FILE, help="The sealed record it is for: check its hash, too.")
@click.option("--json", "as_json", is_flag=True, help="Print the finding as JSON.")
def verify_receipt(file: Path, envelope: Path | None, as_json: bool) -> None:
    """Check the signature of a receipt, and whether it is for these bytes.

    FILE holds the receipt, or the reply that brought it, as JSON. Receipts of old keys hold, too. The exit
    code is 1 when something is wrong.
    """
    from mystery.services import receipts

    with installation(even_unready=True):
        receipt = _receipt_in(file)
        problems = receipts.verify(receipt, envelope.read_bytes() if envelope else None)
        report(problems, as_json=as_json, all_well="" if problems else _told(receipt, envelope))


def _receipt_in(file: Path) -> object:
    """The receipt of a file, alone or in the reply that brought it; None for anything unreadable."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (ValueError, RecursionError):
        return None
    return found["receipt"] if isinstance(found, dict) and "receipt" in found else found


def _told(receipt: object, envelope: Path | None) -> str:
    """What the receipt says, for whoever wants to hold it against the tablet."""
    assert isinstance(receipt, dict)
    bytes_too = ", and it is for these bytes" if envelope else ""
    told = f"submission {receipt['submission']}, received {receipt['received_at']}, no. {receipt['sequence']}"
    return f"The receipt holds{bytes_too}: {told}"
