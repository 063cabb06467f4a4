"""Every case of every feature, and random small forms with random answers: both interpreters see the same."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mystery.interview import event_of, state
from mystery.questionnaire import Choice, Definition, Form, Node, compile_form
from tests.conformance.cases import Case, cases, plain
from tests.js import run

CHOICES = {
    "yes-no": (Choice("yes", {"en": "Yes"}), Choice("no", {"en": "No"})),
    "towns": tuple(
        Choice(name, {"en": name.title()}, {"land": land})
        for name, land in (("bonn", "nw"), ("koeln", "nw"), ("mainz", "rp"), ("trier", "rp"))
    ),
}
CONDITIONS = (
    "${%s} = 'yes'", "${%s} != ''", "${%s} > 2", "not(selected(${%s}, 'bonn'))", "string-length(${%s}) > 1",
    "count-selected(${%s}) >= 1", "${%s} = 5 or ${%s} = 'no'", "regex(${%s}, '[a-z]+')",
)  # fmt: skip
CALCULATIONS = (
    "${%s} + 1", "concat(${%s}, '-', ${%s})", "if(${%s} > 3, 'high', 'low')", "round(${%s} div 3, 2)",
    "coalesce(${%s}, 'none')", "sum(${%s})", "max(${%s}, 2)", "date(${%s})",
    "format-date(today(), '%%Y-%%W')",
    "string(${%s})", "random()", "join(' ', ${%s}, ${%s})", "once(${%s})", "selected-at(${%s}, 0)",
    "count(${%s})", "1 div ${%s}", "jr:choice-name(${%s}, '${town}')", "uuid()", "decimal-date-time(now())",
)  # fmt: skip
INSIDE = (
    "position(..)",
    "sum(${cost})",
    "${cost} * 2",
    "indexed-repeat(${cost}, ${rounds}, 1)",
    "count(${rounds})",
)
VALUES = st.sampled_from(
    ["yes", "no", "bonn", ["bonn"], ["koeln", "mainz"], 0, 1, 2.5, 5, -3, 400, "5", "1,5", "abc", "", None,
     "2026-02-28", "2026-02-30", "2026-03-29T02:30:00", {"missing": "refused"}, "10:30"]
)  # fmt: skip


def _filled(draw: st.DrawFn, pattern: str, names: list[str]) -> str:
    count = pattern.count("${%s}")
    chosen = tuple(draw(st.sampled_from(names)) for _ in range(count))
    return pattern % chosen


@st.composite
def nodes(draw: st.DrawFn, name: str, names: list[str]) -> Node:
    """An item whose expressions read items that stand before it, so that nothing runs in a circle."""
    kind = draw(
        st.sampled_from(
            ["integer", "decimal", "text", "select_one", "select_multiple", "date", "datetime", "calculate"]
        )
    )
    facets: dict[str, object] = {"label": {"en": name}}
    if kind in ("select_one", "select_multiple"):
        facets["list_name"] = draw(st.sampled_from(["yes-no", "towns"]))
        if facets["list_name"] == "towns" and draw(st.booleans()):
            facets["choice_filter"] = "land = 'nw' or ${first} = 'yes'"
        if draw(st.booleans()):
            facets["parameters"] = {"randomize": "true"}
    if kind == "calculate" or draw(st.integers(0, 5)) == 0:
        facets["calculation"] = _filled(draw, draw(st.sampled_from(CALCULATIONS)), names)
    elif draw(st.booleans()):
        facets["constraint"] = draw(
            st.sampled_from([". > 1", ". != 'abc'", ". = ${first}", "string-length(.) < 3"])
        )
        facets["warning"] = draw(st.sampled_from([". < 100", "${first} = 'yes'"]))
    if draw(st.booleans()):
        facets["relevant"] = _filled(draw, draw(st.sampled_from(CONDITIONS)), names)
    if draw(st.booleans()):
        facets["required"] = draw(st.sampled_from(["true()", "${first} = 'yes'"]))
    if kind in ("integer", "text") and draw(st.booleans()) and "calculation" not in facets:
        facets["default"] = "7" if kind == "integer" else "${first}"
    return Node(name, kind, **facets)  # type: ignore[arg-type]


@st.composite
def forms(draw: st.DrawFn) -> Form:
    names = ["first", "town", "number"]
    items: list[Node] = [
        Node("first", "select_one", "yes-no", {"en": "First"}),
        Node("town", "select_one", "towns", {"en": "Town"}),
        Node("number", "integer", label={"en": "Number"}),
    ]
    for index in range(draw(st.integers(1, 6))):
        node = draw(nodes(f"q{index}", names))
        items.append(node)
        names.append(node.name)
    inside = (
        Node("cost", "decimal", label={"en": "Cost"}, relevant=draw(st.sampled_from(["", "${number} != 3"]))),
        Node("seen", "calculate", calculation=draw(st.sampled_from(INSIDE))),
        draw(nodes("extra", [*names, "cost"])),
    )
    counted = draw(st.sampled_from(["", "${number}"]))
    condition = draw(st.sampled_from(["", "${first} != 'no'"]))
    items += [
        Node(
            "rounds",
            "repeat",
            label={"en": "Round"},
            children=inside,
            repeat_count=counted,
            relevant=condition,
        ),
        draw(nodes("last", [*names, "cost", "seen"])),
    ]
    cut = draw(st.integers(1, len(items) - 1))
    section = Node(
        "second", "section", label={"en": "Second"}, children=tuple(items[cut:]), relevant=condition
    )
    if cut > items.index(next(one for one in items if one.name == "first")):
        items = [*items[:cut], section]
    definition = Definition(
        "random", "1", ("en",), "en", missing=("refused",), choices=CHOICES, nodes=tuple(items)
    )
    return compile_form(definition)


@st.composite
def journals(draw: st.DrawFn, form: Form) -> list[dict[str, object]]:
    keys = [key for key, item in form.items.items() if item.type not in ("section", "group", "repeat")]
    start = {"seed": draw(st.integers(0, 2**31)), "zone": "Europe/Berlin", "language": "en", "mode": "capi"}
    events: list[dict[str, object]] = [{"kind": "open", "value": start}]
    for _ in range(draw(st.integers(1, 12))):
        key = draw(st.sampled_from(keys))
        place = draw(st.integers(1, 3))
        path = f"rounds[{place}]/{key}" if form.items[key].repeat else key
        kind = draw(
            st.sampled_from(
                ["answer"] * 6 + ["missing", "confirm", "comment", "add", "remove", "asked", "finish"]
            )
        )
        value: object = (
            draw(VALUES) if kind == "answer" else "refused" if kind == "missing" else {"reason": "so"}
        )
        if kind in ("add", "remove"):
            path, value = f"rounds[{place}]", None
        events.append({"kind": kind, "path": path, "value": value})
    return [
        {"seq": seq, "at": f"2026-03-29T00:{seq:02}:30.120Z", "path": "", "value": None, **event}
        for seq, event in enumerate(events, 1)
    ]


def test_every_case_goes_in_javascript_as_it_says_and_as_in_python() -> None:
    all_cases = cases()
    requests = [case.request for case in all_cases]
    states = run([{"action": "state", **request} for request in requests])
    stepwise = run([{"action": "incremental", **request} for request in requests])
    labels = run([{"action": "labels", "wanted": _labels(case), **case.request} for case in all_cases])
    for case, seen, same_in_steps, texts in zip(all_cases, states, stepwise, labels, strict=True):
        assert isinstance(seen, dict)
        wrong = [*differences(seen, plain(state(case.form, case.events))), *_broken(case, seen)]
        assert (case.feature, case.name, wrong) == (case.feature, case.name, [])
        assert texts == _labels(case)
        assert same_in_steps is True


def _labels(case: Case) -> object:
    return case.expect.get("labels", {})


def _broken(case: Case, seen: dict[str, object]) -> Iterator[str]:
    for name in ("path", "hidden", "answers", "problems", "finished"):
        if name in case.expect:
            yield from differences(seen[name], case.expect[name], name)


@settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_both_interpreters_see_the_same_interview(data: st.DataObject) -> None:
    form = data.draw(forms())
    events = data.draw(journals(form))
    request = {"form": form.package, "events": events}
    there, stepwise = run([{"action": "state", **request}, {"action": "incremental", **request}])
    assert list(differences(there, plain(state(form, [event_of(event) for event in events])))) == []
    assert stepwise is True


def differences(there: object, here: object, path: str = "") -> Iterator[str]:
    """Where two JSON values differ, each with its path: a state is too long to read whole."""
    if isinstance(there, dict) and isinstance(here, dict):
        for name in there.keys() | here.keys():
            yield from differences(there.get(name), here.get(name), f"{path}/{name}")
    elif there != here:
        yield f"{path}: JavaScript {there!r}, Python {here!r}"
