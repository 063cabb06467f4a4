"""Findings for researchers, before and after a wave is released: the pages that clients read."""

from mystery.web.desk.blueprint import blueprint
from mystery.web.shared.findings import PAGES, add_pages

add_pages(
    blueprint,
    "/findings/",
    {**{page: f"findings_{page}" for page in PAGES}, "overview": "findings", "reports": "reports"},
)
