"""The server that `mystery serve` and `mystery demo` start: answers until it is stopped, jobs beside it."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from mystery.settings import Settings


def answer(app: Flask, settings: Settings, host: str, port: int, ready: Callable[[], None]) -> None:
    """Answers requests at this network address until the process is told to stop.

    `ready` is called when the address is taken: whoever reads of it finds somebody there.
    """
    import waitress

    from mystery import jobs, manners, reporting

    reporting.warm_up()
    manners.answer_others()
    server = waitress.create_server(
        app,
        host=host,
        port=port,
        threads=settings.threads,
        ident="",
        clear_untrusted_proxy_headers=not settings.proxy_hops,
    )
    with jobs.running_beside(app, settings.job_threads if settings.jobs_in_server else 0):
        ready()
        server.run()
