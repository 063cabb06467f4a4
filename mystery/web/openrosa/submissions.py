"""Where Collect sends its reports."""

from __future__ import annotations

from flask import Response, request
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from mystery.services import collect_intake
from mystery.services.collect_intake import Arrived, Upload
from mystery.services.context import settings
from mystery.web.openrosa.blueprint import TOKEN, blueprint
from mystery.web.shared.app_access import collect_language, current_access, device, envelope
from mystery.web.shared.security import csrf

XML_PART = "xml_submission_file"
_INCOMPLETE = "*isIncomplete*"


@blueprint.route("/submission", methods=["GET", "POST"])
@blueprint.route(f"/{TOKEN}/submission", methods=["GET", "POST"])
def submission() -> ResponseReturnValue:
    """HEAD and GET ask whether this is the right place, and how much it takes at once."""
    if request.method != "POST":
        limit = str(settings().max_upload_mb * 1024 * 1024)
        return Response(status=204, headers={"X-OpenRosa-Accept-Content-Length": limit})
    arrived = collect_intake.take(current_access(), _xml(), _uploads(), device())
    status = 202 if arrived.state == "inbox" else 201
    return envelope(status, _sentence(arrived), "submit_success")


csrf.exempt(submission)  # who sends brings a key of their own, and no cookie counts


def _xml() -> bytes:
    part = request.files.get(XML_PART)
    return part.read(collect_intake.LARGEST + 1) if part else request.form.get(XML_PART, "").encode()


def _uploads() -> list[Upload]:
    """Every other file by its name. That more are to come (`*isIncomplete*`) is read from the XML instead."""
    parts = request.files.items(multi=True)
    return [
        Upload(part.filename or field, part.stream)
        for field, part in parts
        if field not in (XML_PART, _INCOMPLETE)
    ]


def _sentence(arrived: Arrived) -> str:
    with force_locale(collect_language()):
        told = {
            "waiting": ngettext(
                "Received. %(num)d file is still on its way.",
                "Received. %(num)d files are still on their way.",
                len(arrived.missing),
            ),
            "inbox": _("Received. Your agency will look at it."),
            "complete": _("Received. Thank you."),
        }
    return str(told[arrived.state])
