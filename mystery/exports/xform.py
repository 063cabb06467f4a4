"""A questionnaire as an XForm, for ODK Collect and its kin: the one place that knows pyxform."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from mystery.problems import Problem, Rejected
from mystery.questionnaire import Choice, Definition, Node, compile_form
from mystery.questionnaire.scope import Placed, Scope, scope_of, shared
from mystery.questionnaire.xlsform import tables_of
from mystery.questionnaire.xlsform.portable import relative

_KEPT_EXTRAS = ("bind", "instance", "body", "control", "autoplay", "rows", "intent", "noapperrorstring")
_KEPT_SETTINGS = (
    "name", "instance_name", "style", "namespaces", "allow_choice_duplicates", "submission_url",
    "auto_send", "auto_delete", "instance_xmlns", "omit_instanceid",
    "client_editable",
)  # fmt: skip
Path = tuple[str, ...]
_REFERENCE = re.compile(r"\$\{([^}\s]+)\}")
_OR_OTHER_SUFFIX = "-or-other"


def write_xform(definition: Definition) -> str:
    """The XForm of a sound definition. Raises `Rejected` with every reason against it.

    Nothing that could show an evaluation travels: of the choices only the columns that a filter or
    a lookup reads, of our own columns none.
    """
    form = compile_form(definition)
    read = _columns_read(form.package["choices"])
    tables = tables_of(_for_collect(definition, read))
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    sheets: dict[str, object] = {"sheet_names": [table.name for table in tables]}
    for table in tables:
        sheets[table.name] = table.rows
        sheets[f"{table.name}_header"] = [dict.fromkeys(table.headings)]
    try:
        return _with_several(str(convert(sheets, pretty_print=True).xform), definition)
    except PyXFormError as refused:
        raise Rejected([Problem("XFORM_REFUSED", definition.place, {"why": str(refused)})]) from refused


def _with_several(xform: str, definition: Definition) -> str:
    """Of the answers of a repeat pyxform offers only one; its select1 becomes a select of several."""
    for placed in scope_of(definition).nodes:
        if _offers_several_answers(placed.node):
            control = rf'<select1( ref="/[^"/]+/{re.escape("/".join(placed.path))}".*?)</select1>'
            xform = re.sub(control, r"<select\1</select>", xform, flags=re.DOTALL)
    return xform


def _offers_several_answers(node: Node) -> bool:
    return node.type == "select_multiple" and bool(node.list_item)


def _columns_read(choices: object) -> Mapping[str, set[str]]:
    """Per list, the columns that the compiled form kept because an expression reads them."""
    assert isinstance(choices, Mapping)
    return {
        name.removesuffix(_OR_OTHER_SUFFIX): {
            column for member in members for column in member.get("columns", ())
        }
        for name, members in choices.items()
    }


def _for_collect(definition: Definition, read: Mapping[str, set[str]]) -> Definition:
    """The same questionnaire without what other programs must not or cannot read."""
    filters = _filters_of_answers(definition)
    return replace(
        definition,
        title={key: text for key, text in definition.title.items() if key == definition.default_language},
        modes=(),
        missing=(),
        choices={
            name: tuple(
                _choice(choice, read.get(name, set()), definition.default_language) for choice in choices
            )
            for name, choices in definition.choices.items()
        },
        nodes=tuple(_node(node, filters) for node in definition.nodes),
        rules=(),  # looked at when the interview arrives
        settings={key: value for key, value in definition.settings.items() if key.lower() in _KEPT_SETTINGS},
    )


def _choice(choice: Choice, read: set[str], language: str) -> Choice:
    """Collect needs a label for each choice; we show the name of one that has none."""
    columns = {name: text for name, text in choice.columns.items() if name in read}
    return replace(choice, columns=columns, label=choice.label or {language: choice.name})


def _node(node: Node, filters: Mapping[Path, str], path: Path = ()) -> Node:
    """Texts for the interviewer go where Collect can show them; soft checks and our keys stay behind."""
    return replace(
        node,
        type="select_one" if _offers_several_answers(node) else node.type,
        choice_filter=filters.get((*path, node.name), node.choice_filter),
        label=node.label or node.read_aloud,
        guidance_hint=node.guidance_hint or node.interviewer_note,
        interviewer_note={},
        read_aloud={},
        warning="",
        warning_message={},
        missing=None,
        evidence="",
        rotate="",
        pin=False,
        modes=(),
        touchpoint="",
        process="",
        phase="",
        dimension="",
        extras={key: value for key, value in node.extras.items() if _is_kept(key)},
        children=tuple(_node(child, filters, (*path, node.name)) for child in node.children),
    )


def _filters_of_answers(definition: Definition) -> dict[Path, str]:
    """The choice filters of selects that offer the answers of a repeat, by the path of the select."""
    scope = scope_of(definition)
    return {
        placed.path: _filter_of_answers(placed, scope)
        for placed in scope.nodes
        if placed.node.list_item and placed.node.choice_filter
    }


def _filter_of_answers(placed: Placed, scope: Scope) -> str:
    """With a filter pyxform would offer rounds without an answer too, and lose whose round is meant."""
    listed = scope.named(placed.node.list_item, placed)[0]

    def seen(match: re.Match[str]) -> str:
        for target in scope.named(match[1], placed):
            if shared(target.repeats, placed.repeats) > shared(target.repeats, listed.repeats):
                return f"current()/{relative(placed.path, target.path)}"
        return match[0]

    return f"({_REFERENCE.sub(seen, placed.node.choice_filter)}) and ./{listed.name} != ''"


def _is_kept(heading: str) -> bool:
    first = heading.partition(":")[0].strip().lower().replace("_", "")
    return first in _KEPT_EXTRAS
