"""The caller's pages: whose turn it is, the case, the interview at the call desk."""

from mystery.web.cati import calls, desk, interview, promises
from mystery.web.cati.blueprint import blueprint

__all__ = ["blueprint", "calls", "desk", "interview", "promises"]
