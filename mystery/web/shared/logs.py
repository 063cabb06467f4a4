"""The log: one line per request, with its id, the person's public id and the time it took."""

from __future__ import annotations

import logging
import sys
from time import perf_counter

import structlog
from flask import Flask, Response, g, request

from mystery.settings import Settings
from mystery.web.shared.identity import current_user
from mystery.web.shared.security import request_id
from mystery.web.shared.urls import told_path

log = logging.getLogger("mystery.requests")


def set_up_logging(settings: Settings) -> None:
    """Sends the log to standard error: text for people, JSON lines where a machine reads it."""
    last = (
        structlog.processors.JSONRenderer()
        if settings.log_json
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[
                structlog.stdlib.add_log_level,
                structlog.stdlib.ExtraAdder(),
                structlog.processors.TimeStamper(fmt="iso", utc=True),
            ],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                last,
            ],
        )
    )
    root = logging.getLogger("mystery")
    root.handlers = [handler]
    root.setLevel(logging.INFO)
    root.propagate = False


def init_app(app: Flask) -> None:
    app.before_request(start_clock)
    app.after_request(note)


def start_clock() -> None:
    g.started = perf_counter()


def note(response: Response) -> Response:
    """Writes the line. Static files are left out: nobody would read them."""
    if request.endpoint != "static_file" and log.isEnabledFor(logging.INFO):
        user = current_user()
        log.info(
            "request",
            extra={
                "request": request_id(),
                "method": request.method,
                "path": told_path(),
                "status": response.status_code,
                "milliseconds": round(1000 * (perf_counter() - g.get("started", perf_counter())), 1),
                "user": str(user.public_id) if user else None,
            },
        )
    return response
