"""Everything a reviewer needs to judge one report: answers in words, evidence, flags, score, history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, undefer

from mystery import interview as engine
from mystery.interview import Event
from mystery.quality import Flag as QualityFlag
from mystery.quality import metres_between, sentence
from mystery.questionnaire import Form, Texts
from mystery.scenario import Scenario
from mystery.scoring import ScoreSheet, SectionScore, TraceLine
from mystery.services import evidence, interviews, promises, scores
from mystery.services.answers_told import Teller, Told, flat
from mystery.services.forms import form_by_fingerprint, scenario_of, scheme_of_version, version_of_form
from mystery.services.pictures_seen import Picture, pictures_seen
from mystery.services.transaction import reading
from mystery.store import models

ITEM_RULES = frozenset({"value", "steps", "scale", "as_is", "blank", "not_applicable", "open", "excluded"})
_NAMING = frozenset({"item", "last", "timer"})
"""Details of a flag that name an item; the reviewer reads its label."""

_GRAVEST_FIRST = (models.FlagSeverity.STOP, models.FlagSeverity.DOUBT, models.FlagSeverity.HINT)


@dataclass(frozen=True, slots=True)
class FlagNote:
    """A flag in words. `path` is empty where no item of the report is meant."""

    code: str
    severity: models.FlagSeverity
    path: str
    text: str


@dataclass(frozen=True, slots=True)
class ReportItem:
    """One question of a report with its answer and all that is known about it.

    `before` is the answer of the version before, where it was another one. `metres` is how far a recorded
    position lies from the location, to 100 m: more would track the tester. `shown` are the options in their
    drawn order, where there was one; `pictures` are what the tester was shown.
    """

    path: str
    anchor: str
    label: str
    type: str
    told: Told
    before: Told | None = None
    seconds: float | None = None
    comment: str = ""
    confirmed: str = ""
    metres: int | None = None
    shown: tuple[str, ...] = ()
    score: TraceLine | None = None
    flags: tuple[FlagNote, ...] = ()
    questions: tuple[models.ItemQuery, ...] = ()
    files: tuple[models.InterviewMedia, ...] = ()
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportSection:
    """A page of the questionnaire as it was answered. `rotated`: its items stand in a drawn order."""

    key: str
    label: str
    items: tuple[ReportItem, ...]
    score: SectionScore | None = None
    rotated: bool = False


@dataclass(frozen=True, slots=True)
class RuleNote:
    """A rule over the whole interview that was not met: what it says, and the tester's reason."""

    message: str
    reason: str


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """An answer to a question that the interview's newer form does not have; it counts nowhere."""

    path: str
    label: str
    told: Told
    version: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """One version of a report; `versions` are all of them, the first one first."""

    submission: models.Submission
    sections: tuple[ReportSection, ...]
    rules: tuple[RuleNote, ...]
    flags: tuple[FlagNote, ...]
    sheet: ScoreSheet
    grade: Texts
    scenario: Scenario
    versions: tuple[models.Submission, ...]
    verdicts: tuple[models.Verdict, ...]
    files: tuple[models.InterviewMedia, ...]
    form_version: models.QuestionnaireVersion
    left_behind: tuple[LeftBehind, ...] = ()
    promises: tuple[models.Promise, ...] = ()

    @property
    def items(self) -> Iterator[ReportItem]:
        return (item for section in self.sections for item in section.items)

    @property
    def anchors(self) -> Mapping[str, str]:
        """Path -> the place of the item on the page."""
        return {item.path: item.anchor for item in self.items}

    @property
    def labels(self) -> Mapping[str, str]:
        """Path -> what the item is called."""
        return {item.path: item.label for item in self.items}

    @property
    def section_labels(self) -> Mapping[str, str]:
        return {section.key: section.label for section in self.sections}

    @property
    def is_newest(self) -> bool:
        return self.versions[-1].id == self.submission.id

    @property
    def is_stopped(self) -> bool:
        return any(flag.severity is models.FlagSeverity.STOP for flag in self.flags)

    @property
    def changed(self) -> int:
        """How many answers differ from the version before."""
        return sum(item.before is not None for item in self.items)


def dossier(submission: models.Submission, language: str) -> Dossier:
    """The report with labels and answers in `language`, where the questionnaire has it."""
    row = _loaded(submission)
    versions = _versions(row)
    form = form_by_fingerprint(row.interview.form_fingerprint)
    events = _until(interviews.journal(row.interview), row.finished_at)
    state = engine.state(form, events)
    source = _Source(
        row=row,
        form=form,
        state=state,
        language=language,
        handed_in=interviews.submission_of(row),
        earlier=next((each for each in versions if each.version == row.version - 1), None),
        sheet=scores.score_of(row),
        flags=tuple(_flags(row, form, state, language)),
        questions=_questions(row),
        files=tuple(evidence.of_interview(row.interview)),
    )
    scenario = row.interview.assignment.scenario
    return Dossier(
        submission=row,
        sections=tuple(source.sections()),
        rules=tuple(source.rules()),
        flags=source.flags,
        sheet=source.sheet,
        grade=scheme_of_version(scenario.scheme_version).grade_labels.get(source.sheet.grade, {}),
        scenario=scenario_of(scenario),
        versions=versions,
        verdicts=_verdicts(row),
        files=source.files,
        form_version=_form_version(row),
        left_behind=tuple(_left_behind(events, language)),
        promises=_promises(form, row),
    )


def _promises(form: Form, row: models.Submission) -> tuple[models.Promise, ...]:
    """The clocks that this interview has opened, if its questionnaire can open any."""
    if all(item.type != "promise" for item in form.items.values()):
        return ()
    return tuple(promises.of_interview(row.interview))


def _left_behind(events: Sequence[Event], language: str) -> Iterator[LeftBehind]:
    """Told with the labels of the version in which they were given."""
    ordered = sorted(events, key=lambda event: event.seq)
    for orphan in engine.orphans(ordered):
        form = form_by_fingerprint(orphan.form)
        state = engine.state(form, [each for each in ordered if each.seq < orphan.seq])
        told = Teller(form, state, language).told(orphan.path, orphan.answer)
        label = engine.label(form, state, orphan.path, language) or orphan.path
        yield LeftBehind(orphan.path, label, told, form.version)


@dataclass(frozen=True, slots=True)
class _Source:
    """What the sections are made of."""

    row: models.Submission
    form: Form
    state: engine.State
    language: str
    handed_in: engine.Submission
    earlier: models.Submission | None
    sheet: ScoreSheet
    flags: tuple[FlagNote, ...]
    questions: Mapping[str, tuple[models.ItemQuery, ...]]
    files: tuple[models.InterviewMedia, ...]

    def sections(self) -> Iterator[ReportSection]:
        """The questions that were asked, by page, in the order of the questionnaire."""
        scores_by_section = {each.section: each for each in self.sheet.sections}
        pages: dict[str, list[ReportItem]] = defaultdict(list)
        for path, item in self._items():
            pages[self.form.items[self.state.items[path].key].section].append(item)
        for key, items in pages.items():
            label = engine.label(self.form, self.state, key, self.language) if key else ""
            score, rotated = scores_by_section.get(key), key in self._rotated
            yield ReportSection(key, label or key, tuple(items), score, rotated)

    @property
    def _rotated(self) -> set[str]:
        """Sections that are rotated, or hold a group that is."""
        return {item.section or item.key for item in self.form.items.values() if item.get("rotate")}

    def rules(self) -> Iterator[RuleNote]:
        """The rules whose doubt the tester confirmed."""
        for path, reason in self.handed_in.confirmed.items():
            if path in self.form.items and self.form.items[path].type == "rule":
                yield RuleNote(engine.label(self.form, self.state, path, self.language), reason)

    def _items(self) -> Iterator[tuple[str, ReportItem]]:
        teller = Teller(self.form, self.state, self.language)
        answers = flat(self.handed_in.answers)
        before = None if self.earlier is None else flat(self.earlier.answers)
        lines = {line.item: line for line in self.sheet.trace if line.item and line.rule in ITEM_RULES}
        for number, path in enumerate(self.state.path, start=1):
            kind = self.form.items[self.state.items[path].key]
            if kind.type == "note":
                continue
            told, changed = teller.told(path, answers.get(path)), None
            if before is not None and before.get(path) != answers.get(path):
                changed = teller.told(path, before.get(path))
            yield (
                path,
                ReportItem(
                    path=path,
                    anchor=f"item-{number}",
                    label=engine.label(self.form, self.state, path, self.language) or kind.name,
                    type=kind.type,
                    told=told,
                    before=changed,
                    seconds=self.handed_in.item_seconds.get(path),
                    comment=self.handed_in.comments.get(path, ""),
                    confirmed=self.handed_in.confirmed.get(path, ""),
                    shown=self._shown(path),
                    metres=self._metres(kind.type, answers.get(path)),
                    score=lines.pop(kind.key, None),  # a repeat has one line for all of its rounds
                    flags=tuple(flag for flag in self.flags if flag.path == path),
                    questions=self.questions.get(path, ()),
                    files=self._files_of(answers.get(path)),
                    pictures=pictures_seen(self.form, self.state, path, answers.get(path), self.language),
                ),
            )

    def _shown(self, path: str) -> tuple[str, ...]:
        parameters = self.form.items[self.state.items[path].key].get("parameters")
        if not isinstance(parameters, Mapping) or parameters.get("randomize") != "true":
            return ()
        codes = self.state.items[path].choices or ()
        return tuple(engine.choice_label(self.form, self.state, path, code, self.language) for code in codes)

    def _metres(self, kind: str, answer: object) -> int | None:
        place = self.row.interview.assignment.location
        if kind != "geopoint" or place.latitude is None or place.longitude is None:
            return None
        metres = metres_between(answer, place.latitude, place.longitude)
        return None if metres is None else round(metres / 100) * 100

    def _files_of(self, answer: object) -> tuple[models.InterviewMedia, ...]:
        sha256 = answer.get("sha256") if isinstance(answer, Mapping) else None
        return tuple(each for each in self.files if each.media_sha256 == sha256)[:1]


def _loaded(submission: models.Submission) -> models.Submission:
    """The submission with everything around it, in one question."""
    assignment = joinedload(models.Submission.interview).joinedload(models.Interview.assignment)
    scenario = assignment.joinedload(models.Assignment.scenario)
    tester = assignment.joinedload(models.Assignment.tester)
    wave = assignment.joinedload(models.Assignment.wave)
    query = (
        select(models.Submission)
        .where(models.Submission.id == submission.id)
        .options(
            undefer(models.Submission.canonical),
            scenario.joinedload(models.Scenario.scheme_version),
            scenario.joinedload(models.Scenario.questionnaire_version),
            tester.joinedload(models.User.tester_profile),
            assignment.joinedload(models.Assignment.location),
            wave.joinedload(models.Wave.study).joinedload(models.Study.client),
        )
    )
    return reading().scalars(query.execution_options(populate_existing=True)).one()


def _until(events: Sequence[Event], finished_at: datetime | None) -> Sequence[Event]:
    """The journal as it was when this version was handed in; later lines belong to later versions."""
    if finished_at is None:
        return events
    ends = [
        position
        for position, event in enumerate(events, start=1)
        if event.kind == "finish" and event.at and datetime.fromisoformat(event.at) == finished_at
    ]
    return events[: ends[-1]] if ends else events


def _form_version(row: models.Submission) -> models.QuestionnaireVersion:
    """Most interviews are of the version that their scenario has now, which is loaded already."""
    version = row.interview.assignment.scenario.questionnaire_version
    fingerprint = row.interview.form_fingerprint
    return version if version.fingerprint == fingerprint else version_of_form(fingerprint)


def _versions(row: models.Submission) -> tuple[models.Submission, ...]:
    query = (
        select(models.Submission)
        .where(models.Submission.interview_id == row.interview_id)
        .order_by(models.Submission.version)
    )
    return tuple(reading().scalars(query))


def _flags(row: models.Submission, form: Form, state: engine.State, language: str) -> Iterator[FlagNote]:
    query = select(models.Flag).where(models.Flag.submission_id == row.id)
    found = sorted(
        reading().scalars(query), key=lambda each: (_GRAVEST_FIRST.index(each.severity), each.code, each.path)
    )
    for each in found:
        details = {
            name: _named(form, state, value, language) if name in _NAMING else value
            for name, value in each.details.items()
        }
        flag = QualityFlag(each.code, each.path, each.severity.value, details)
        path = each.path if each.path in state.items else ""
        yield FlagNote(each.code, each.severity, path, sentence(flag, language))


def _named(form: Form, state: engine.State, name: object, language: str) -> str:
    """The label of an item that a flag names; what is no item (a span of the scenario) by its bare name."""
    path = str(name)
    label = engine.label(form, state, path, language) if path in state.items else ""
    return label or path.removesuffix("_minutes").replace("_", " ")


def _questions(row: models.Submission) -> Mapping[str, tuple[models.ItemQuery, ...]]:
    """The questions of all versions up to this one, by item."""
    query = (
        select(models.ItemQuery)
        .join(models.Submission, models.ItemQuery.submission_id == models.Submission.id)
        .where(models.Submission.interview_id == row.interview_id, models.Submission.version <= row.version)
        .order_by(models.ItemQuery.id)
    )
    found: dict[str, tuple[models.ItemQuery, ...]] = {}
    for each in reading().scalars(query):
        found[each.path] = (*found.get(each.path, ()), each)
    return found


def _verdicts(row: models.Submission) -> tuple[models.Verdict, ...]:
    """The decisions on all versions, the newest first."""
    query = (
        select(models.Verdict)
        .join(models.Submission, models.Verdict.submission_id == models.Submission.id)
        .where(models.Submission.interview_id == row.interview_id)
        .options(joinedload(models.Verdict.reviewer))
        .order_by(models.Verdict.created_at.desc(), models.Verdict.id.desc())
    )
    return tuple(reading().scalars(query))
