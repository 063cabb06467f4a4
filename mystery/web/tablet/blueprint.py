"""The blueprint that the modules of this package add their views to."""

from flask import Blueprint

blueprint = Blueprint("tablet", __name__, url_prefix="/tablet")
