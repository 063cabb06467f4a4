"""The installation: does it work, which settings are in force, what has been published."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mystery.services import backups
from mystery.services import installation as service
from mystery.web.desk.blueprint import blueprint
from mystery.web.shared.attempts import tried
from mystery.web.shared.identity import current_actor


@blueprint.get("/installation")
def installation() -> ResponseReturnValue:
    actor = current_actor()
    questionnaires, schemes = service.published(actor)
    return render_template(
        "desk/admin/installation.html",
        overview=service.overview(actor),
        settings_in_force=service.settings_in_force(actor),
        questionnaires=questionnaires,
        schemes=schemes,
        backups=backups.kept(actor),
        backup_is_under_way=backups.is_under_way(),
    )


@blueprint.post("/installation/backup")
def installation_backup() -> ResponseReturnValue:
    actor = current_actor()
    tried(lambda: backups.ask(actor), str(_("The backup is being made in the background.")))
    return redirect(url_for("desk.installation", _anchor="backups"))
