"""Doing what a form or a button asks, and saying it on the page where a service refuses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import flash

from mystery.problems import Rejected
from mystery.web.shared.errors import sentence

T = TypeVar("T")


def saved(form: Any, act: Callable[[], T]) -> T | None:
    """What the service returns, or None with its refusal as errors of the whole form."""
    try:
        return act()
    except Rejected as refusal:
        form.form_errors.extend(sentence(problem) for problem in refusal.problems)
        return None


def tried(act: Callable[[], object], success: str) -> bool:
    """For buttons: does it and says `success`, or says why not."""
    try:
        act()
    except Rejected as refusal:
        for problem in refusal.problems:
            flash(sentence(problem), "danger")
        return False
    flash(success, "good")
    return True
