"""What a WSGI server loads: `waitress-serve wsgi:app`."""

from config import settings
from mystery.app import create_app
from mystery.web import set_up_logging

set_up_logging(settings)
app = create_app(settings)
