"""ODK Collect as a client: the form list, forms and their files, submissions. See docs/collect.md."""

from mystery.web.openrosa import forms, submissions
from mystery.web.openrosa.blueprint import blueprint

__all__ = ["blueprint", "forms", "submissions"]
