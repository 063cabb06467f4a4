"""The settings of this checkout: `MYSTERY_*` variables and `.env`, described in docs/settings.md."""

import os

from dotenv import load_dotenv

from mystery.settings import read_settings

load_dotenv()
settings = read_settings(os.environ)
