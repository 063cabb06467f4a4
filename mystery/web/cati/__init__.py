"""The caller's pages: whose turn it is, the case, the interview at the call desk."""

from mystery.web.cati import api, calls, desk, interview
from mystery.web.cati.blueprint import blueprint

__all__ = ["api", "blueprint", "calls", "desk", "interview"]
