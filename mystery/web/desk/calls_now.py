"""The live board of the call desk: one page, and the same board as JSON that the page asks for every few seconds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from mystery.services import call_monitor, call_stops
from mystery.services.call_monitor import Agreed, Board, Caller, Queue, case_name
from mystery.web.desk.blueprint import blueprint
from mystery.web.shared.i18n import format_datetime, format_number, language
from mystery.web.shared.identity import current_actor
from mystery.web.shared.listing import wanted_id

if TYPE_CHECKING:
    from mystery.store.models import CallCase, Promise, QuotaCell, Wave

_DOING = {"calls": _l("On the line"), "reads": _l("Has a case"), "waits": _l("No case now")}
_TONES = {"calls": "good", "reads": "info", "waits": "neutral"}
