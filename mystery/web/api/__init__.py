"""What the player sends: events, files, and the finish of an interview. The contract: docs/player.md."""

from mystery.web.api import events, finish, media
from mystery.web.api.blueprint import blueprint

__all__ = ["blueprint", "events", "finish", "media"]
