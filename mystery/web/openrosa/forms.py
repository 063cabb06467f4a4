"""What Collect downloads: the list of forms, a form, the files beside it."""

from __future__ import annotations

from uuid import UUID

from flask import Response, request, send_file
from flask.typing import ResponseReturnValue

from mystery.services import collect_forms
from mystery.web.openrosa import replies
from mystery.web.openrosa.blueprint import TOKEN, blueprint
from mystery.web.shared.app_access import collect_user

_MOST_IDS = 200


@blueprint.get("/formList")
@blueprint.get(f"/{TOKEN}/formList")
def form_list() -> ResponseReturnValue:
    wanted, given = request.args.get("formID", ""), request.args
    every = given.get("listAllVersions") == "true"
    offered = collect_forms.offered(collect_user(), wanted, every_version=every)
    return replies.form_list(offered, verbose=given.get("verbose") == "true")


@blueprint.get("/forms/<uuid:public_id>")
@blueprint.get(f"/{TOKEN}/forms/<uuid:public_id>")
def form(public_id: UUID) -> ResponseReturnValue:
    """The very bytes whose hash the list names."""
    found = collect_forms.frozen(collect_forms.version_of(collect_user(), public_id))
    return Response(found.xform, content_type="text/xml; charset=utf-8")


@blueprint.get("/forms/<uuid:public_id>/manifest")
@blueprint.get(f"/{TOKEN}/forms/<uuid:public_id>/manifest")
def manifest(public_id: UUID) -> ResponseReturnValue:
    version = collect_forms.version_of(collect_user(), public_id)
    return replies.manifest(public_id, collect_forms.beside(version, collect_user()))


@blueprint.get("/forms/<uuid:public_id>/files/<name>")
@blueprint.get(f"/{TOKEN}/forms/<uuid:public_id>/files/<name>")
def beside(public_id: UUID, name: str) -> ResponseReturnValue:
    version = collect_forms.version_of(collect_user(), public_id)
    file = collect_forms.one_beside(version, collect_user(), name)
    if file.path is not None:
        return send_file(file.path, file.type, etag=False)
    return Response(file.data, content_type=file.type)


@blueprint.get("/integrity")
@blueprint.get(f"/{TOKEN}/integrity")
def integrity() -> ResponseReturnValue:
    """Whether visits that a device has in its list are still to be done."""
    asked = [each for each in request.args.get("id", "").split(",") if each][:_MOST_IDS]
    return replies.integrity((each, not collect_forms.is_open(collect_user(), each)) for each in asked)
