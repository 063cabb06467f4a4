"""Pages for clients: head office, regions, locations, works council."""

from mystery.web.client import proof
from mystery.web.client.blueprint import blueprint

__all__ = ["blueprint", "proof"]
