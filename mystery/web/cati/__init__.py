"""The caller's pages: whose turn it is, the case, the interview at the call desk."""

from mystery.web.cati import api, calls, case, day, desk, interview, promises
from mystery.web.cati.blueprint import blueprint

__all__ = ["api", "blueprint", "calls", "case", "day", "desk", "interview", "promises"]
