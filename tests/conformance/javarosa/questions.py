"""Cases of the expression table as JavaRosa is asked them: answers become a form, names become paths."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

Case = Mapping[str, object]
Paths = Mapping[str, str]

OWN = "/data/own"
_REFERENCE = re.compile(r"\$\{\s*([^}\s]+)\s*\}")
_FORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" \
xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>case</h:title><model>\
<instance><data id="case" version="1">{instance}</data></instance>{tables}{binds}</model></h:head>\
<h:body><input ref="/data/own"/>{repeats}</h:body></h:html>"""


def is_askable(case: Case) -> bool:
    """Timers and files are answers of ours; JavaRosa has no such values."""
    return not any(
        isinstance(answer, Mapping) and "missing" not in answer for answer in _answers(case).values()
    )


def tasks_of(cases: Sequence[Case]) -> tuple[list[object], list[list[int]]]:
    """One task per set of answers, and which cases each holds, by their places in `cases`."""
    groups: dict[str, list[int]] = {}
    for place, case in enumerate(cases):
        given = json.dumps([_answers(case), case.get("tables"), _unknown(case)], sort_keys=True)
        groups.setdefault(given, []).append(place)
    return [_task([cases[place] for place in places]) for places in groups.values()], list(groups.values())


def _task(cases: Sequence[Case]) -> object:
    case = cases[0]
    answers = dict.fromkeys(_unknown(case)) | dict(_answers(case))
    paths = dict(_paths(answers, "/data"))
    expressions = [
        _today(
            _REFERENCE.sub(lambda found: f" {paths[found[1]]} ", str(one["expr"])), str(case.get("today", ""))
        )
        for one in cases
    ]
    return {"xform": _form(answers, case.get("tables") or {}), "at": OWN, "expressions": expressions}


def _answers(case: Case) -> Mapping[str, object]:
    answers = case.get("answers") or {}
    assert isinstance(answers, Mapping)
    return answers


def _unknown(case: Case) -> list[str]:
    """Names without an answer: blank items."""
    known = dict(_paths(_answers(case), ""))
    return sorted(set(_REFERENCE.findall(str(case["expr"]))) - known.keys())


def _today(expression: str, today: str) -> str:
    """JavaRosa's today() asks the machine, whose clock no test may turn."""
    return expression.replace("today()", f"date('{today or '2026-11-23'}')")


def _is_repeat(answer: object) -> bool:
    return isinstance(answer, list) and any(isinstance(one, Mapping) for one in answer)


def _paths(answers: Mapping[str, object], at: str) -> Iterator[tuple[str, str]]:
    for name, answer in answers.items():
        yield name, f"{at}/{'own' if name == '.' else name}"
        for inner in answer if isinstance(answer, list) and _is_repeat(answer) else ():
            yield from _paths(inner, f"{at}/{name}")


def _form(answers: Mapping[str, object], tables: object) -> str:
    assert isinstance(tables, Mapping)
    own = {".": ""} | dict(answers)
    return _FORM.format(
        instance="".join(_nodes(own)) + "<uses/>",
        tables="".join(_table(name.removesuffix(".csv"), rows) for name, rows in tables.items()),
        binds="".join(dict.fromkeys([*_binds(own, "/data"), *map(_use, tables)])),
        repeats="".join(_repeats(own, "/data")),
    )


def _use(table: str) -> str:
    """JavaRosa forgets a table that no expression of the form itself names."""
    rows = f"instance('{table.removesuffix('.csv')}')/root/item"
    return f'<bind nodeset="/data/uses" calculate="count({rows})"/>'


def _nodes(answers: Mapping[str, object]) -> Iterator[str]:
    for name, answer in answers.items():
        tag = "own" if name == "." else name
        if answer == []:
            yield f'<{tag} jr:template=""><blank/></{tag}>'
        elif isinstance(answer, list) and _is_repeat(answer):
            names = dict.fromkeys(name for one in answer for name in one)
            for one in answer:
                yield f"<{tag}>{''.join(_nodes({**names, **one}))}</{tag}>"
        else:
            yield f"<{tag}>{escape(_text(answer))}</{tag}>"


def _text(answer: object) -> str:
    if answer is None or isinstance(answer, Mapping):
        return ""
    if isinstance(answer, bool):
        return "1" if answer else "0"
    return " ".join(map(str, answer)) if isinstance(answer, list) else str(answer)


def _binds(answers: Mapping[str, object], at: str) -> Iterator[str]:
    for name, answer in answers.items():
        path = f"{at}/{'own' if name == '.' else name}"
        if isinstance(answer, list) and _is_repeat(answer):
            for one in answer:
                yield from _binds(one, path)
        elif isinstance(answer, bool):
            yield f'<bind nodeset="{path}" type="boolean"/>'
        elif isinstance(answer, int | float):
            yield f'<bind nodeset="{path}" type="decimal"/>'
        elif answer:
            yield f'<bind nodeset="{path}" type="string"/>'


def _repeats(answers: Mapping[str, object], at: str) -> Iterator[str]:
    for name, answer in answers.items():
        if answer == []:
            yield f'<group><repeat nodeset="{at}/{name}"><input ref="{at}/{name}/blank"/></repeat></group>'
        elif isinstance(answer, list) and _is_repeat(answer):
            path = f"{at}/{name}"
            inside: dict[str, object] = {}
            for one in answer:
                inside.update(one)
            inner = "".join(
                [f'<input ref="{path}/{child}"/>' for child in inside if not _is_repeat(inside[child])]
            )
            yield (
                f'<group><repeat nodeset="{path}">{inner}{"".join(_repeats(inside, path))}</repeat></group>'
            )


def _table(name: str, rows: Sequence[Mapping[str, str]]) -> str:
    items = "".join(
        "<item>" + "".join(f"<{key}>{escape(text)}</{key}>" for key, text in row.items()) + "</item>"
        for row in rows
    )
    return f"<instance id={quoteattr(name)}><root>{items}</root></instance>"
