"""What a telephone provider tells us, and asks: signed requests without a person behind them."""

from mystery.web.hooks import twilio, twilio_menus, twilio_recordings
from mystery.web.hooks.blueprint import blueprint

__all__ = ["blueprint", "twilio", "twilio_menus", "twilio_recordings"]
