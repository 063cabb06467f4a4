"""The demo as tests use it: loaded once, in a folder of its own, with passwords that hash quickly.

One machine signs in as everyone, so the limit on attempts is wide.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from flask import Flask

from mystery.app import create_app
from mystery.demo.load import load
from mystery.settings import Settings
from mystery.store import schema

DAY = date(2026, 11, 23)
"""The demo's waves lie around this day."""


def demo_app(folder: Path, say: Callable[[str], None] = lambda _: None, today: date = DAY) -> Flask:
    """An app with the demo in it; tells `say` how far it is."""
    settings = Settings(
        instance_folder=folder,
        password_memory_kib=64,
        password_rounds=1,
        login_limit="1000 per minute",
        demo=True,
    )
    app = create_app(settings)
    app.testing = True
    with app.app_context():
        schema.upgrade()
        load(today, lambda share, what: say(f"{share:4.0%} {what}"))
    return app
