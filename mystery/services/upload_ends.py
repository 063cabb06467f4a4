"""The end of uploads that led to nothing: parts of files that never became whole, files that were none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import or_, select

from mystery.services import audit
from mystery.services.transaction import reading, transaction
from mystery.services.uploads import folder
from mystery.store import upload_parts
from mystery.store.disk import disk
from mystery.store.models import Upload

DAYS = 90
"""A tablet may have been in a drawer for weeks; after that its file is sent anew."""


def over(now: datetime) -> Sequence[Upload]:
    """Uploads of which nothing came for so long, and those refused so long ago whose bytes are still here."""
    before = now - timedelta(days=DAYS)
    query = select(Upload).where(
        Upload.media_sha256.is_(None),
        Upload.created_at < before,
        or_(Upload.complete_at.is_(None), Upload.complete_at < before),
    )
    found = reading().scalars(query.order_by(Upload.id))
    return [row for row in found if _is_idle(row, before)]


def forget(row: Upload, now: datetime) -> None:
    """Deletes what came of an upload. A refused one stays known, so that nobody sends it again."""
    with upload_parts.locked(folder(), row.sha256):
        for path in upload_parts.files_of(folder(), row.sha256):
            disk().unlink(path)
        with transaction() as session:
            audit.append("upload.forget", f"upload:{row.public_id}", None, {"received": row.received})
            if row.complete_at is None:
                session.delete(row)


def _is_idle(row: Upload, before: datetime) -> bool:
    """Whether its bytes have lain still; a refused upload without bytes has ended already."""
    paths = upload_parts.files_of(folder(), row.sha256)
    if not paths:
        return row.complete_at is None
    return all(datetime.fromtimestamp(path.stat().st_mtime, UTC) < before for path in paths)
