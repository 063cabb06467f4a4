"""Moving the open work of a wave on to a newer version of its questionnaire."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from mystery.services import version_changes, version_moves
from mystery.web.desk.blueprint import blueprint
from mystery.web.shared.attempts import tried
from mystery.web.shared.i18n import language
from mystery.web.shared.identity import current_actor
from mystery.web.shared.lookup import wave_or_404

if TYPE_CHECKING:
    from mystery.store.models import QuestionnaireVersion, Wave


@blueprint.get("/waves/<uuid:public_id>/version")
def wave_version(public_id: UUID) -> ResponseReturnValue:
    wave = wave_or_404(public_id, to="edit")
    versions = version_moves.offered(wave)
    version = _wanted(versions)
    work = version_moves.work_for(wave, version) if version else []
    before = {each.assignment.scenario.questionnaire_version for each in work}
    groups = _groups(before.pop(), version) if version and len(before) == 1 else []
    return render_template(
        "desk/waves/version.html", wave=wave, versions=versions, version=version, work=work, groups=groups
    )


def _wanted(versions: list[QuestionnaireVersion]) -> QuestionnaireVersion | None:
    """The version that the address names, else the newest."""
    wanted = request.args.get("version", "")
    return next(
        (each for each in versions if str(each.public_id) == wanted), versions[0] if versions else None
    )


def _groups(before: QuestionnaireVersion, after: QuestionnaireVersion) -> list[version_changes.Group]:
    sides = version_changes.of_version(before), version_changes.of_version(after)
    return version_changes.between(*sides, language())


@blueprint.post("/waves/<uuid:public_id>/version")
def wave_version_move(public_id: UUID) -> ResponseReturnValue:
    wave = wave_or_404(public_id, to="edit")
    version = next(
        (each for each in version_moves.offered(wave) if str(each.public_id) == request.form.get("version")),
        None,
    )
    chosen = set(request.form.getlist("selected"))
    count = len(chosen)
    done = ngettext("%(num)d assignment is moved on.", "%(num)d assignments are moved on.", count)
    if version is not None and tried(lambda: _move(wave, version, chosen), done):
        return redirect(url_for("desk.wave", public_id=public_id))
    return redirect(url_for("desk.wave_version", public_id=public_id))


def _move(wave: Wave, version: QuestionnaireVersion, chosen: set[str]) -> int:
    known = {
        str(each.assignment.public_id): each.assignment.public_id
        for each in version_moves.work_for(wave, version)
    }
    picked = {known[each] for each in chosen if each in known}
    return version_moves.move_on(wave, version, picked, actor=current_actor())
