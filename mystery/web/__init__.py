"""The web: one package per audience, and what they share.

What enters: HTTP requests. What leaves: pages, or problem+json for programs. A view looks up, binds a form,
calls one service, flashes, and redirects or renders.
"""

from mystery.web.register import register
from mystery.web.shared.logs import set_up_logging

__all__ = ["register", "set_up_logging"]
