"""What a WSGI server loads: `waitress-serve wsgi:app`."""

from config import settings
from mystery.app import create_app

app = create_app(settings)
