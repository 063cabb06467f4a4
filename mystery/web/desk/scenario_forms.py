"""The form of a scenario: German and English side by side, and lists that grow without JavaScript."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    FieldList,
    Form,
    FormField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp, ValidationError

from mystery.web.shared.forms import DecimalField, PageForm

_LONG = Length(max=2000)
_ROWS = {"rows": 2}


class TextForm(Form):  # type: ignore[misc]  # the package is not typed
    """A text in both languages."""

    de = TextAreaField(_l("German"), [_LONG], render_kw=_ROWS)
    en = TextAreaField(_l("English"), [_LONG], render_kw=_ROWS)


class ObjectionForm(Form):  # type: ignore[misc]  # the package is not typed
    when = FormField(TextForm, _l("If"))
    then = FormField(TextForm, _l("Then"))


class TimerForm(Form):  # type: ignore[misc]  # the package is not typed
    name = StringField(_l("Clock"), [Length(max=80)])
    low = DecimalField(_l("At least, minutes"), [Optional(), NumberRange(0, 10_000)], places=None)
    high = DecimalField(_l("At most, minutes"), [Optional(), NumberRange(0, 10_000)], places=None)

    def validate_high(self, field: DecimalField) -> None:
        if (field.data or 0) < (self.low.data or 0):
            raise ValidationError(_("The most is less than the least."))


class QuizForm(Form):  # type: ignore[misc]  # the package is not typed
    question = FormField(TextForm, _l("Question"))
    options = FieldList(FormField(TextForm), _l("Options"), min_entries=2)
    right = IntegerField(
        _l("Number of the right option"), [Optional(), NumberRange(1, 20)], default=1, render_kw={"min": 1}
    )
    why = FormField(TextForm, _l("Why it is right"))


class NewScenarioForm(PageForm):
    """A scenario for a published questionnaire; its play is written on the next page."""

    version = SelectField(_l("Questionnaire"), [InputRequired()])
    method = SelectField(_l("Method"), [InputRequired()])
    code = StringField(
        _l("Short name"),
        [
            InputRequired(),
            Length(max=80),
            Regexp(r"[a-z][a-z0-9-]*\Z", message=_l("Small letters, digits and hyphens, a letter first.")),
        ],
    )
    title_de = StringField(_l("Title in German"), [InputRequired(), Length(max=200)])
    title_en = StringField(_l("Title in English"), [InputRequired(), Length(max=200)])

    def offer(self, versions: Sequence[tuple[str, str]], methods: Sequence[tuple[str, str]]) -> None:
        """Fill the lists to choose from: (value, label)."""
        self.version.choices = [SelectChoice(value, label) for value, label in versions]
        self.method.choices = [SelectChoice(value, label) for value, label in methods]

    def titles(self) -> dict[str, str]:
        return {"de": self.title_de.data, "en": self.title_en.data}


class ScenarioForm(PageForm):
    title_de = StringField(_l("Title in German"), [InputRequired(), Length(max=200)])
    title_en = StringField(_l("Title in English"), [InputRequired(), Length(max=200)])
    role = FormField(TextForm, _l("Role"))
    facts = FieldList(FormField(TextForm), _l("Facts"))
    must_say = FieldList(FormField(TextForm), _l("Must be said"))
    never_say = FieldList(FormField(TextForm), _l("Must never be said"))
    objections = FieldList(FormField(ObjectionForm), _l("If … then"))
    exit_line = FormField(TextForm, _l("Way out"))
    timers = FieldList(FormField(TimerForm), _l("Clocks"))
    quiz = FieldList(FormField(QuizForm), _l("Briefing quiz"))

    def titles(self) -> dict[str, str]:
        return {"de": self.title_de.data, "en": self.title_en.data}


def data_of(content: Mapping[str, Any], titles: Mapping[str, str]) -> dict[str, Any]:
    """A scenario's content as the form's data. A text without a language stands in both columns."""
    return {
        "title_de": titles["de"],
        "title_en": titles["en"],
        **{name: _both(content.get(name, {})) for name in ("role", "exit_line")},
        **{name: [_both(each) for each in content.get(name, ())] for name in _TEXT_LISTS},
        "objections": [
            {"when": _both(each["if"]), "then": _both(each["then"])} for each in content.get("objections", ())
        ],
        "timers": list(content.get("timers", ())),
        "quiz": [
            {
                "question": _both(each["question"]),
                "options": [_both(option) for option in each["options"]],
                "right": each["right"] + 1,
                "why": _both(each.get("why", {})),
            }
            for each in content.get("quiz", ())
        ],
    }


_TEXT_LISTS = ("facts", "must_say", "never_say")


def _both(texts: Mapping[str, str]) -> dict[str, str]:
    return {language: texts.get(language, texts.get("default", "")) for language in ("de", "en")}


def content_of(form: ScenarioForm, before: Mapping[str, Any]) -> dict[str, Any]:
    """What was entered, in the shape of `Scenario.content`. Empty lines are left out."""
    data = form.data
    return {
        "role": _texts(data["role"]),
        "exit_line": _texts(data["exit_line"]),
        **{name: _filled(data[name]) for name in _TEXT_LISTS},
        "objections": [
            {"if": _texts(each["when"]), "then": _texts(each["then"])}
            for each in data["objections"]
            if _texts(each["when"]) or _texts(each["then"])
        ],
        "timers": [
            {"name": each["name"].strip(), "low": float(each["low"] or 0), "high": float(each["high"] or 0)}
            for each in data["timers"]
            if each["name"].strip()
        ],
        "quiz": [_question(each) for each in data["quiz"] if _texts(each["question"])],
        **{name: before[name] for name in ("requires", "documents") if name in before},
    }


def _question(data: Mapping[str, Any]) -> dict[str, Any]:
    options = _filled(data["options"])
    return {
        "question": _texts(data["question"]),
        "options": options,
        "right": min(max((data["right"] or 1) - 1, 0), max(len(options) - 1, 0)),
        "why": _texts(data["why"]),
    }


def _texts(data: Mapping[str, str | None]) -> dict[str, str]:
    """Only the languages that were filled in; the check names those that are missing."""
    entered = {language: (data.get(language) or "").strip() for language in ("de", "en")}
    return {language: text for language, text in entered.items() if text}


def _filled(rows: Sequence[Mapping[str, str | None]]) -> list[dict[str, str]]:
    return [texts for texts in map(_texts, rows) if texts]


def rearrange(form: ScenarioForm, command: str) -> bool:
    """`add:<list>` or `remove:<entry>`: what the buttons beside the lists send. False for anything else."""
    verb, _colon, name = command.partition(":")
    for rows in _lists(form):
        if verb == "add" and rows.name == name:
            rows.append_entry()
            return True
        left = [entry for entry in rows.entries if entry.name != name]
        if verb == "remove" and len(left) < len(rows.entries):
            rows.entries = left
            return True
    return False


def _lists(fields: Iterable[Any]) -> Iterator[Any]:
    """Every list of the form, those inside other lists too."""
    for field in fields:
        if isinstance(field, FieldList):
            yield field
            yield from _lists(field.entries)
        elif isinstance(field, FormField):
            yield from _lists(field.form)
