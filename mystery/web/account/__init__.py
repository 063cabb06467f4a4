"""Pages about the person: logging in and out, password, sessions, language and colours."""

from mystery.web.account import login, password, preferences, profile, sessions, telephone
from mystery.web.account.blueprint import blueprint

__all__ = ["blueprint", "login", "password", "preferences", "profile", "sessions", "telephone"]
