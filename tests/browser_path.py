"""Finds the Chromium that browser tests and the tour drive, or installs one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge", "microsoft-edge")

# A browser in a test talks to loopback only; its own background traffic would be noise.
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
)


def flags() -> list[str]:
    """Chromium refuses its sandbox to root, as in most containers."""
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*FLAGS, *(["--no-sandbox"] if as_root else [])]


def find() -> str | None:
    """Path of a usable browser, or None. `MYSTERY_BROWSER` goes first."""
    chosen = os.environ.get("MYSTERY_BROWSER")
    if chosen:
        return chosen
    own = _playwrights_own()
    if own:
        return own
    return next((path for name in _NAMES if (path := shutil.which(name))), None)


def find_or_install() -> str | None:
    """As `find`; with nothing there, asks the system's or Playwright's installer once."""
    return find() or (_install() and find()) or None


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if path and Path(path).exists() else None


def _install() -> bool:
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if as_root and shutil.which("apt-get"):
        print("No browser found: installing Chromium with apt-get ...", flush=True)
        commands = [["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]]
    else:
        print("No browser found: asking Playwright for Chromium ...", flush=True)
        commands = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return all(subprocess.run(command, env=environment, check=False).returncode == 0 for command in commands)
