"""The pages about the findings of a wave: the same for clients and, before the release, for researchers."""

from mystery.web.shared.findings.routes import PAGES, add_pages

__all__ = ["PAGES", "add_pages"]
