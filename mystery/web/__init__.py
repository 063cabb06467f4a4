"""The web: one package per audience, and what they share.

What enters: HTTP requests. What leaves: pages, or problem+json for programs. A view looks up, binds a form,
calls one service, flashes, and redirects or renders.
"""

from mystery.web.register import register

__all__ = ["register"]
