"""The forms for studies and waves."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    IntegerField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp

from mystery.store.models.states import WorksCouncil
from mystery.web.shared.forms import DecimalField, PageForm
from mystery.web.shared.states import STUDY_KINDS, WORKS_COUNCILS

CODE = Regexp(r"^[a-z0-9][a-z0-9.-]*$", message=_l("Small letters, digits, dots and hyphens."))

_STUDY_COLUMNS = (
    "title",
    "kind",
    "purpose",
    "order_reference",
    "legal_basis",
    "works_council",
    "retention_days",
    "minimum_tests",
    "minimum_headcount",
)


class StudyForm(PageForm):
    title = StringField(_l("Title"), [InputRequired(), Length(max=200)])
    kind = SelectField(
        _l("What is tested"), choices=[SelectChoice(kind, word) for kind, word in STUDY_KINDS.items()]
    )
    purpose = TextAreaField(
        _l("Purpose"),
        [Length(max=2000)],
        description=_l("What the results are for. They may be used for nothing else."),
        render_kw={"rows": 3},
    )
    order_reference = StringField(_l("Order reference"), [Length(max=200)])
    legal_basis = StringField(
        _l("Legal basis"), [Length(max=200)], description=_l("For example: Art. 6(1)(f) GDPR")
    )
    works_council = SelectField(
        _l("Works council"),
        choices=[SelectChoice(state.value, word) for state, word in WORKS_COUNCILS.items()],
        coerce=WorksCouncil,
    )
    retention_days = IntegerField(
        _l("Days files are kept"),
        [InputRequired(), NumberRange(1, 3650)],
        default=365,
        description=_l(
            "Photos, sounds and films from the release of their wave on, recordings from the call on."
        ),
    )
    target = DecimalField(
        _l("Target in percent"),
        [Optional(), NumberRange(0, 100)],
        places=1,
        description=_l("The total the client wants to reach; empty if there is none."),
    )
    minimum_tests = IntegerField(_l("Fewest tests shown"), [InputRequired(), NumberRange(1, 100)], default=5)
    minimum_headcount = IntegerField(
        _l("Smallest staff shown"), [InputRequired(), NumberRange(1, 100)], default=5
    )

    def facts(self) -> dict[str, object]:
        """The columns of the study that this form fills."""
        entered: dict[str, object] = {name: self[name].data for name in _STUDY_COLUMNS}
        return {**entered, "target": float(self.target.data) if self.target.data is not None else None}


class NewStudyForm(StudyForm):
    client = SelectField(_l("Client"), [InputRequired()])
    code = StringField(
        _l("Short code"),
        [InputRequired(), Length(max=80), CODE],
        description=_l("Names the study in files, for example 2026-service."),
    )


class WaveForm(PageForm):
    label_de = StringField(_l("Label in German"), [InputRequired(), Length(max=200)])
    label_en = StringField(_l("Label in English"), [InputRequired(), Length(max=200)])
    starts_on = DateField(_l("First day"), [InputRequired()])
    ends_on = DateField(_l("Last day"), [InputRequired()])

    def facts(self) -> dict[str, object]:
        """The columns of the wave that this form fills."""
        return {name: self[name].data for name in ("label_de", "label_en", "starts_on", "ends_on")}


class NewWaveForm(WaveForm):
    code = StringField(
        _l("Short code"),
        [InputRequired(), Length(max=80), CODE],
        description=_l("Names the wave in files, for example w1."),
    )
