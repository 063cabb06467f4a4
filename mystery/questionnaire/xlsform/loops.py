"""`begin loop over list`: the rows inside are repeated once per choice, as groups."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from mystery.questionnaire.model import Choice, Node, Texts

_TEXTS = ("label", "hint", "guidance_hint", "required_message", "constraint_message")
_EXPRESSIONS = ("relevant", "required", "readonly", "constraint", "calculation", "default", "choice_filter")


def unroll(loop: Node, children: tuple[Node, ...], choices: Sequence[Choice]) -> Node:
    """The loop as a group that holds one group per choice; `none` is no instance."""
    groups = tuple(
        Node(
            name=choice.name,
            type="group",
            label=choice.label,
            media=choice.media,
            children=tuple(_filled(child, choice) for child in children),
            place=loop.place,
        )
        for choice in choices
        if choice.name != "none"
    )
    return replace(loop, list_name="", children=groups)


def _filled(node: Node, choice: Choice) -> Node:
    """A copy with `%(name)s` and `%(label)s` replaced, in texts by the label of the same language."""

    def fill(text: str, label: str) -> str:
        return text.replace("%(name)s", choice.name).replace("%(label)s", label)

    some_label = next(iter(choice.label.values()), choice.name)
    changes: dict[str, object] = {name: fill(getattr(node, name), some_label) for name in _EXPRESSIONS}
    changes.update({name: _texts(getattr(node, name), choice.label, fill) for name in _TEXTS})
    changes["children"] = tuple(_filled(child, choice) for child in node.children)
    return replace(node, **changes)  # type: ignore[arg-type]


def _texts(texts: Texts, labels: Mapping[str, str], fill: Callable[[str, str], str]) -> Texts:
    return {language: fill(text, labels.get(language, "")) for language, text in texts.items()}
