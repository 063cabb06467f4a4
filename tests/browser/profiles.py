"""A browser on a folder of its own: started there again and again, and killed where its battery dies."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error

from tests.browser_path import flags


@dataclass
class Profile:
    """What the browser keeps lies in `folder` and is found there by the next one."""

    chromium: Browser
    path: str
    folder: Path
    started: list[BrowserContext] = field(default_factory=list)

    def start(self, **options: Any) -> BrowserContext:
        context = self.chromium.browser_type.launch_persistent_context(
            self.folder, executable_path=self.path, args=flags(), **options
        )
        self.started.append(context)
        return context

    def kill(self) -> None:
        """kill -9 of the browser that works on this folder: its lock names it."""
        os.kill(int((self.folder / "SingletonLock").readlink().name.rsplit("-", 1)[1]), signal.SIGKILL)

    def close(self) -> None:
        for context in self.started:
            with suppress(Error):  # it was killed
                context.close()
