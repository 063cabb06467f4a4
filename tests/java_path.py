"""Finds the Java that the comparison with JavaRosa runs on, or installs one."""

from __future__ import annotations

import os
import shutil
import subprocess


def find() -> str | None:
    """Path of a `java` that can compile a source file (a JDK), or None. `MYSTERY_JAVA` goes first."""
    chosen = os.environ.get("MYSTERY_JAVA")
    if chosen:
        return chosen
    return shutil.which("java") if shutil.which("javac") else None


def find_or_install() -> str | None:
    """As `find`; with nothing there, asks the system's installer once."""
    return find() or (_install() and find()) or None


def _install() -> bool:
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if not (as_root and shutil.which("apt-get")):
        return False
    print("No Java found: installing a JDK with apt-get ...", flush=True)
    commands = [
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "default-jdk-headless"],
    ]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return all(subprocess.run(command, env=environment, check=False).returncode == 0 for command in commands)
