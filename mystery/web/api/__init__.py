"""What the player sends and fetches: events, files, the finish. The contract: docs/player.md."""

from mystery.web.api import events, finish, form_files, media
from mystery.web.api.blueprint import blueprint

__all__ = ["blueprint", "events", "finish", "form_files", "media"]
