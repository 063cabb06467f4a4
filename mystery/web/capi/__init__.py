"""The field tester's pages: today, the briefing, the interview, what became of it."""

from mystery.web.capi import briefing, collect, documents, interview, promises, reports, tablet, today, visits
from mystery.web.capi.blueprint import blueprint

__all__ = [
    "blueprint",
    "briefing",
    "collect",
    "documents",
    "interview",
    "promises",
    "reports",
    "tablet",
    "today",
    "visits",
]
