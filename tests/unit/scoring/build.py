"""Tiny forms, schemes and submissions for tests of scoring."""

from __future__ import annotations

from textwrap import dedent

from mystery.interview import Submission
from mystery.questionnaire import Form, Item
from mystery.scoring import Scheme, ScoreSheet, read_scheme, score

LISTS = {
    "yes-no": [{"name": "yes", "label": {"en": "Yes"}}, {"name": "no", "label": {"en": "No"}}],
    "yes-no-na": [
        {"name": "yes", "label": {"en": "Yes"}},
        {"name": "no", "label": {"en": "No"}},
        {"name": "na", "label": {"en": "Not applicable"}},
    ],
    "services": [{"name": name, "label": {"en": name}} for name in ("coffee", "toys", "taxi", "none")],
}


def make_form(
    pages: dict[str, dict[str, str]], lists: dict[str, list[dict[str, object]]] | None = None
) -> Form:
    """`{"welcome": {"greeted": "select_one yes-no"}}` -> a form; a page named `…[]` is a repeat."""
    items: dict[str, Item] = {}
    for page, questions in pages.items():
        name = page.removesuffix("[]")
        repeat = name if page.endswith("[]") else ""
        items[name] = Item(name, name, "repeat" if repeat else "section", "", "", name, {})
        for question, kind in questions.items():
            base, _, list_name = kind.partition(" ")
            properties = {"list": list_name} if list_name else {}
            items[question] = Item(question, question, base, name, repeat, name, properties)
    package = {"choices": {**LISTS, **(lists or {})}, "missing": ["dont_know", "refused", "not_applicable"]}
    return Form("visit", "1", ("en",), "en", items, package)


def make_scheme(text: str) -> Scheme:
    """A scheme without problems; `scheme:` and `for:` are added."""
    scheme, problems = read_scheme("scheme: standard\nfor: visit\n" + dedent(text), "scheme.yaml")
    assert not problems, [problem.code for problem in problems]
    return scheme


def make_submission(answers: dict[str, object], missing: dict[str, str] | None = None) -> Submission:
    return Submission("interview", "f" * 64, answers, missing or {})


def scored(form: Form, scheme: str, **answers: object) -> ScoreSheet:
    return score(form, make_scheme(scheme), make_submission(answers))
