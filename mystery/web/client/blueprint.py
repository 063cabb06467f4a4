"""The blueprint of the clients: what was found, page by page."""

from flask import Blueprint

from mystery.web.shared.findings import PAGES, add_pages

blueprint = Blueprint("client", __name__, url_prefix="/client")
add_pages(blueprint, "/", {**{page: page for page in PAGES}, "overview": "home"})
