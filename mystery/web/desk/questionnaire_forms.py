"""The forms of questionnaires: a blank one, and what the other ways to begin send."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from flask import flash, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import FileStorage
from wtforms import SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, Regexp

from mystery.problems import NotFound, Problem, Rejected
from mystery.questionnaire import AttachedFile
from mystery.services import attached_files, draft_files, draft_sources, drafts, packs
from mystery.services.draft_sources import Upload
from mystery.services.drafts import Content
from mystery.web.shared.errors import sentence
from mystery.web.shared.forms import PageForm
from mystery.web.shared.lookup import questionnaire_or_404

if TYPE_CHECKING:
    from mystery.store.models import QuestionnaireVersion

_MOST_WARNINGS = 8
_NAME = r"[a-z][a-z0-9-]*\Z"


class BlankForm(PageForm):
    title = StringField(_l("Title"), [InputRequired(), Length(max=200)])
    name = StringField(
        _l("Short name"),
        [
            InputRequired(),
            Length(max=80),
            Regexp(_NAME, message=_l("Small letters, digits and hyphens, a letter first.")),
        ],
        description=_l("For example: store-visit. It stays the same in all versions."),
    )
    language = SelectField(
        _l("First language"), choices=[SelectChoice("de", _l("German")), SelectChoice("en", _l("English"))]
    )


@dataclass(frozen=True, slots=True)
class Made:
    """What a new draft starts from, and what was odd about it."""

    content: Content
    base: QuestionnaireVersion | None = None
    warnings: Sequence[Problem] = ()
    files: Mapping[str, AttachedFile] = field(default_factory=dict)


def made_content(form: BlankForm) -> Made:
    """The content that the sent form asks for. Raises `Rejected` with what is wrong with a file."""
    origin = request.form.get("from", "")
    if origin == "blank":
        language = form.language.data
        return Made(drafts.blank(form.name.data, {language: form.title.data}, language))
    if origin == "pack" and request.form.get("pack") in packs.names():
        name = request.form["pack"]
        return Made(draft_sources.of_pack(name), files=packs.keep_files(packs.pack(name)))
    if origin == "version":
        version = questionnaire_or_404(_uuid(request.form.get("version", "")))
        files = attached_files.shown_by(version.package)
        return Made(draft_sources.of_version(version), base=version, files=files)
    return _imported()


def _imported() -> Made:
    file = request.files.get("file")
    if file is None or not file.filename:
        raise Rejected([Problem("UPLOAD_MISSING")])
    others = sent_files("lists")
    content, warnings = draft_sources.of_files(_upload(file), others)
    shown = [each for each in others if attached_files.is_attached(each.name)]
    return Made(content, warnings=warnings, files=draft_files.keep_sound(shown))


def sent_files(name: str) -> list[Upload]:
    """The files that were chosen in one field."""
    return [_upload(each) for each in request.files.getlist(name) if each.filename]


def _upload(file: FileStorage) -> Upload:
    """One byte more than is allowed is enough to know that it is too much."""
    return Upload(file.filename or "", file.stream.read(attached_files.LARGEST_BYTES + 1))


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound("questionnaire") from None


def warned(warnings: Sequence[Problem]) -> None:
    """Says what an import found odd; of many only the first."""
    for problem in warnings[:_MOST_WARNINGS]:
        flash(f"{problem.place} · {sentence(problem)}", "caution")
    if len(warnings) > _MOST_WARNINGS:
        flash(
            _("%(count)s more warnings are listed in the builder.", count=len(warnings) - _MOST_WARNINGS),
            "caution",
        )
