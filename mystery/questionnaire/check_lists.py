"""Choice lists: not empty, no name twice, names that can be stored."""

from __future__ import annotations

from mystery.problems import did_you_mean
from mystery.questionnaire.analyse import Analysis
from mystery.questionnaire.expression import Tree
from mystery.questionnaire.model import Choice

_ALLOW_TWICE = "allow_choice_duplicates"


def check_lists(analysis: Analysis) -> None:
    """Each list by itself, and every code that an expression compares a select with."""
    definition = analysis.definition
    twice_is_fine = str(definition.settings.get(_ALLOW_TWICE, "")).lower() in ("yes", "true", "true()")
    # The codes of a multiple answer are joined by blanks, so there a blank in one would part it.
    joined = {
        one.node.list_name for one in analysis.scope.nodes if one.node.type in ("select_multiple", "rank")
    }
    for name, choices in definition.choices.items():
        if not choices:
            analysis.findings.add("LIST_EMPTY", definition.place_of(f"choices.{name}"), list=name)
        _members(name, choices, analysis, joined, twice_is_fine=twice_is_fine)
    _codes(analysis)


def _members(
    name: str, choices: tuple[Choice, ...], analysis: Analysis, joined: set[str], *, twice_is_fine: bool
) -> None:
    names = [choice.name for choice in choices]
    if " ".join(names).split() == names and (twice_is_fine or len(set(names)) == len(names)):
        return  # none is blank or has a blank, none stands twice: nothing more to say of thousands
    seen: set[str] = set()
    for choice in choices:
        if choice.name in seen and not twice_is_fine:
            analysis.findings.add("CHOICE_TWICE", choice.place, name=choice.name, list=name)
        seen.add(choice.name)
        if choice.name and choice.name.split() != [choice.name]:
            code = "CHOICE_NAME_INVALID" if name in joined else "CHOICE_NAME_BLANK"
            better = "_".join(choice.name.split())
            analysis.findings.add(code, choice.place, name=choice.name, better=better)


def _codes(analysis: Analysis) -> None:
    """`${greeted} = 'yess'` is never true; it is reported instead of being silently false."""
    nodes = {key: placed.node for key, placed in analysis.scope.by_key.items()}
    lists = {
        name: {choice.name for choice in choices} for name, choices in analysis.definition.choices.items()
    }
    for (key, facet), tree in analysis.trees.items():
        written = getattr(nodes[key], facet)
        if "'" not in written and '"' not in written:
            continue
        for read, code in _compared(tree, key):
            codes = lists.get(nodes[read].list_name) if read in nodes else None
            if codes and code and code not in codes:
                place = nodes[key].place_of(facet)
                params = {"code": code, "name": nodes[read].name, "guess": did_you_mean(code, codes)}
                about = f"{nodes[read].list_name} {code}"
                analysis.findings.add_about("CODE_UNKNOWN", place, about, **params)


def _compared(tree: Tree, own: str) -> list[tuple[str, str]]:
    """(item, literal) for every `item = 'literal'` and selected(item, 'literal') inside a tree."""
    found: list[tuple[str, str]] = []
    match tree:
        case ("bin", "=" | "!=", (kind, *rest), ("str", str(code))) | (
            "bin", "=" | "!=", ("str", str(code)), (kind, *rest)
        ) | ("call", "selected", (kind, *rest), ("str", str(code))):  # fmt: skip
            if kind == "item":
                found.append((str(rest[0]), code))
            elif kind == "self":
                found.append((own, code))
    for part in tree[1:]:
        if isinstance(part, tuple):
            inner = part if part and isinstance(part[0], tuple) else (part,)
            for one in inner:
                if isinstance(one, tuple) and one:
                    found += _compared(one, own)
    return found
