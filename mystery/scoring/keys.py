"""The keys of scheme.yaml, part by part: what may stand where."""

from __future__ import annotations

SCHEME_KEYS = (
    "scheme", "version", "for", "model", "marks", "target", "minimum_coverage", "sections", "items",
    "exclusive", "bonus", "deductions", "thresholds", "knock_outs", "grades", "grade_labels", "outcomes",
    "rules", "note",
)  # fmt: skip
SECTION_KEYS = ("weight", "target", "pass_mark", "label", "items", "note")
ITEM_KEYS = (
    "weight", "value", "steps", "scale", "otherwise", "not_applicable", "blank", "cap", "when", "target",
    "note",
)  # fmt: skip
BONUS_KEYS = ("items", "cap", "note")
RULE_KEYS = {
    "knock_outs": ("when", "cap", "grade_cap", "reason", "note"),
    "deductions": ("when", "deduct", "times", "reason", "note"),
    "thresholds": ("when", "zero", "below", "reason", "note"),
    "rules": ("when", "flag", "reason", "note"),
}
