"""The settings of the app that the present work belongs to; all that services know of Flask."""

from __future__ import annotations

from typing import cast

from flask import current_app

from mystery.settings import Settings


def settings() -> Settings:
    """The settings `create_app` was given."""
    return cast(Settings, current_app.extensions["mystery"])
