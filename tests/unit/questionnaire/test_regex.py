"""Patterns that could run away are refused; those that people use are not."""

from __future__ import annotations

import re
import time

import pytest

from mystery.questionnaire.expression.patterns import translated
from mystery.questionnaire.expression.regex import danger_in

USUAL = [
    r"[0-9]{5}", r"^(\+49|0)[1-9][0-9 \-]*$", r"([\w-]+\.)+[a-z]{2,}", r"[A-Z]{2}\d{2}( ?\d{4}){4}\d{0,2}",
    r"(\d{1,3}\.){3}\d{1,3}", r"^[A-Za-z ]+( [A-Za-z]+)*$", r"[^@]+@[^@]+\.[a-z]+", r"(?:a|b)*?c", r".*",
    r"(\d{2}[- ]?)+", r"(\.[a-z]{2,}){1,2}", r"", r"^(?!.*xx)[a-z]+$", r"(ä|ö|ü)+", r"[\]\[-]+",
    r"[\p{L}-]+", r"\[]", r"[^\d\D]", r"[.+*?{}()|^$/#&~]+", r"(?=.*\d$).{2,9}", r"[a-c-e]", r"\u20ac\x41?",
]  # fmt: skip
RUNAWAY = [r"(a+)+", r"(a*)*", r"(a|a)*", r"(a|aa)+$", r"(\d{1,3})+", r"(a?a?)*", r"(.*)*", r"(.*,)*x",
           r"([A-Za-z ]+)+", r"(\w|\d)+", r"a{1000}", r"([^b]{2,}){1,3}\s"]  # fmt: skip


@pytest.mark.parametrize("pattern", USUAL)
def test_a_usual_pattern_is_accepted(pattern: str) -> None:
    assert danger_in(pattern) == ""


@pytest.mark.parametrize("pattern", RUNAWAY)
def test_a_pattern_that_could_run_away_is_refused(pattern: str) -> None:
    assert danger_in(pattern) == "REGEX_DANGEROUS"


@pytest.mark.parametrize("pattern", USUAL)
def test_an_accepted_pattern_is_quick_on_a_nasty_text(pattern: str) -> None:
    for text in ("a" * 300 + "!", "1-" * 150 + "!", "a." * 150 + "!", " " * 300 + "!"):
        begin = time.process_time()
        re.fullmatch(translated(pattern), text)
        assert time.process_time() - begin < 0.2


@pytest.mark.parametrize(
    ("pattern", "code"),
    [("(", "REGEX_INVALID"), ("[a", "REGEX_INVALID"), (r"(?P<a>x)", "REGEX_NOT_PORTABLE"),
     (r"(a)\1", "REGEX_NOT_PORTABLE"), (r"a++", "REGEX_NOT_PORTABLE"), (r"[]a]", "REGEX_NOT_PORTABLE"),
     (r"a{,2}", "REGEX_INVALID"), (r"a{", "REGEX_INVALID"), (r"\a", "REGEX_NOT_PORTABLE"),
     (r"[a\v]", "REGEX_NOT_PORTABLE"), (r"\cA", "REGEX_INVALID"), (r"\0", "REGEX_NOT_PORTABLE"),
     (r"\ud83d\ude00", "REGEX_NOT_PORTABLE"), (r"(?=a)*b", "REGEX_NOT_PORTABLE"),
     (r"$*", "REGEX_NOT_PORTABLE"),
     (r"(?i)a", "REGEX_NOT_PORTABLE"), (r"[\p{L}-z]", "REGEX_NOT_PORTABLE"),
     (r"[[a]b]", "REGEX_NOT_PORTABLE")],
)  # fmt: skip
def test_a_pattern_not_every_device_understands_is_refused(pattern: str, code: str) -> None:
    assert danger_in(pattern) == code
