"""`python -m tests`: prepares this machine, checks the code's shape, then runs every test.

Arguments are handed to pytest. With CI=true a missing browser or Java is a failure (--require-browser:
a missing browser); otherwise the tests that need them are skipped and the end says so.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

ON_POSTGRESQL = [
    *("-n", "auto", "--dist", "loadscope", "-q", "tests/store", "tests/services"),
    *(f"tests/web/{each}" for each in ("api", "openrosa", "desk", "client")),
    "--ignore=tests/services/test_backups.py",
]
"""Where rows are written and asked for; sign-in, rights and headers are the same whatever the database, and
backups start the servers that they go to by themselves.
"""

_WORKERS = str((os.cpu_count() or 1) + 1)
"""One more than there are cores: whoever drives a browser waits for it a third of the time."""

CHECKS = (
    ("style", ["ruff", "check", "."]),
    ("format", ["ruff", "format", "--check", "."]),
    ("types", ["mypy"]),
    ("layers", ["lint-imports"]),
)


def main(arguments: list[str]) -> int:
    if find_spec("pytest") is None:
        return _again_with_development_tools(arguments)
    required = os.environ.get("CI") == "true" or "--require-browser" in arguments
    arguments = [argument for argument in arguments if argument != "--require-browser"]
    browser = _browser()
    if browser is None and required:
        print("No browser: install Chromium (Debian: apt-get install chromium) or set MYSTERY_BROWSER.")
        return 1
    java = _java()
    if java is None and os.environ.get("CI") == "true":
        print("No Java: install a JDK (Debian: apt-get install default-jdk-headless) or set MYSTERY_JAVA.")
        return 1
    shape = 0 if arguments else _shape()
    failed = _pytest(arguments, browser)
    if not arguments:
        print("The same store, services and pages on PostgreSQL:", flush=True)
        failed = _pytest(ON_POSTGRESQL, browser, {"MYSTERY_TEST_DATABASE": "postgresql"}) or failed
    if browser is None:
        print("\n\033[1;31mBROWSER TESTS WERE SKIPPED: no Chromium was found.\033[0m")
        print("Install one (Debian: apt-get install chromium) or set MYSTERY_BROWSER, then run again.")
    if java is None:
        print("\n\033[1;31mTHE COMPARISON WITH JAVAROSA (ODK COLLECT) WAS SKIPPED: no JDK was found.\033[0m")
        print(
            "Install one (Debian: apt-get install default-jdk-headless) or set MYSTERY_JAVA, then run again."
        )
    return shape or failed


def _again_with_development_tools(arguments: list[str]) -> int:
    uv = os.environ.get("UV")
    if uv is None:
        print("The development tools are missing: python3 -m uv run --group dev python -m tests")
        return 1
    command = [uv, "run", "--group", "dev", "python", "-m", "tests", *arguments]
    return subprocess.run(command, check=False).returncode


def _browser() -> str | None:
    from tests.browser_path import find_or_install

    return find_or_install()


def _java() -> str | None:
    from tests.java_path import find_or_install

    return find_or_install()


def _shape() -> int:
    worst = 0
    for name, command in CHECKS:
        started = time.monotonic()
        tool = Path(sys.executable).parent / command[0]
        done = subprocess.run([str(tool), *command[1:]], check=False, capture_output=True, text=True)
        seconds = time.monotonic() - started
        print(f"{name}: {'ok' if done.returncode == 0 else 'FAILED'} ({seconds:.1f} s)", flush=True)
        if done.returncode != 0:
            print(done.stdout[-6000:], done.stderr[-2000:])
        worst = worst or done.returncode
    return worst


def _pytest(arguments: list[str], browser: str | None, settings: Mapping[str, str] | None = None) -> int:
    environment = {**os.environ, **(settings or {}), **({"MYSTERY_BROWSER": browser} if browser else {})}
    choice = arguments or ["-n", _WORKERS, "--dist", "loadscope", "-q", "-rfER", "--durations=15"]
    command = [sys.executable, "-m", "pytest", *choice]
    return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
