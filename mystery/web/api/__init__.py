"""What players and tablets send and fetch. The contracts: docs/player.md, docs/tablet.md."""

from mystery.web.api import (
    contact,
    drafts,
    enrolments,
    events,
    finish,
    form_files,
    media,
    notes,
    openapi,
    rescue,
    submissions,
    uploads,
    work,
)
from mystery.web.api.blueprint import blueprint

__all__ = [
    "blueprint",
    "contact",
    "drafts",
    "enrolments",
    "events",
    "finish",
    "form_files",
    "media",
    "notes",
    "openapi",
    "rescue",
    "submissions",
    "uploads",
    "work",
]
