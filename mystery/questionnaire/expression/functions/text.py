"""Functions on text."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from mystery.questionnaire.expression.functions.choices import spread
from mystery.questionnaire.expression.functions.ed25519 import KEY_BYTES, SIGNATURE_BYTES, is_signed
from mystery.questionnaire.expression.patterns import translated
from mystery.questionnaire.expression.scope import MAX_MATCHED, MAX_TEXT, EvaluationError, Scope
from mystery.questionnaire.expression.values import BLANK, TRIMMED, Value, as_int, to_text, utf8, words

_DIGESTS = {"md5": "md5", "sha-1": "sha1", "sha-256": "sha256", "sha-384": "sha384", "sha-512": "sha512"}


def _bounded(text: str) -> str:
    if len(text) > MAX_TEXT:
        raise EvaluationError("EVALUATION_TEXT_TOO_LONG", limit=MAX_TEXT)
    return text


def _joined(separator: str, values: tuple[Value, ...]) -> str:
    texts: Iterable[str] = map(to_text, spread(values))
    return _bounded(separator.join(texts))


def _substr(_: Scope, value: Value, start: Value, end: Value = None) -> Value:
    """From 0, end exclusive, negative from the end."""
    text = to_text(value)
    first = as_int(start)
    last = len(text) if end is None else as_int(end)
    first = max(0, first + len(text)) if first < 0 else first
    last = last + len(text) if last < 0 else last
    return text[first:last] if last > first else BLANK


def _substring_before(_: Scope, value: Value, mark: Value) -> Value:
    before, found, _after = _partition(value, mark)
    return before if found else BLANK


def _substring_after(_: Scope, value: Value, mark: Value) -> Value:
    return _partition(value, mark)[2]


def _partition(value: Value, mark: Value) -> tuple[str, str, str]:
    text, wanted = to_text(value), to_text(mark)
    return text.partition(wanted) if wanted else ("", "", text)


def _translate(_: Scope, value: Value, sources: Value, targets: Value) -> Value:
    """Each character of `sources` becomes its partner in `targets`, or goes where there is none."""
    table: dict[str, str] = {}
    replacements = to_text(targets)
    for index, source in enumerate(to_text(sources)):
        table.setdefault(source, replacements[index : index + 1])
    return "".join(table.get(character, character) for character in to_text(value))


def _regex(_: Scope, value: Value, pattern: Value) -> Value:
    text = to_text(value)
    if len(text) > MAX_MATCHED:
        raise EvaluationError("EVALUATION_REGEX_TEXT", limit=MAX_MATCHED)
    return _compiled(to_text(pattern)).fullmatch(text) is not None


@lru_cache(maxsize=500)
def _compiled(pattern: str) -> re.Pattern[str]:
    """`\\w` and `\\d` are ASCII, as in Java and JavaScript. Dangerous patterns are refused at import."""
    try:
        return re.compile(translated(pattern), re.ASCII)
    except (re.error, RecursionError, OverflowError) as error:
        raise EvaluationError("EVALUATION_REGEX", pattern=pattern) from error


def _digest(_: Scope, value: Value, algorithm: Value, encoding: Value = "base64") -> Value:
    name = _DIGESTS.get(to_text(algorithm).lower())
    if name is None:
        raise EvaluationError("EVALUATION_DIGEST", algorithm=to_text(algorithm))
    found = hashlib.new(name, utf8(to_text(value)), usedforsecurity=False)
    match to_text(encoding).lower():
        case "hex":
            return found.hexdigest()
        case "base64":
            return base64.b64encode(found.digest()).decode()
    raise EvaluationError("EVALUATION_DIGEST", algorithm=to_text(encoding))


def _base64_decode(_: Scope, value: Value) -> Value:
    found = _bytes(to_text(value))
    return BLANK if found is None else found.decode(errors="replace")


def _bytes(text: str) -> bytes | None:
    """What a base64 text stands for."""
    try:
        plain = re.sub(r"[ \t\r\n]", "", text)
        return base64.b64decode(plain, validate=True) if len(plain) % 4 == 0 else None
    except (binascii.Error, ValueError):
        return None


@lru_cache(maxsize=500)
def _extracted(signed: str, key: str) -> Value:
    """The text behind a signature; blank if it is not the key's. What follows a key's bytes is not read."""
    content, public = _bytes(signed), _bytes(key)
    if content is None or public is None or len(content) < SIGNATURE_BYTES or len(public) < KEY_BYTES:
        return BLANK
    signature, message = content[:SIGNATURE_BYTES], content[SIGNATURE_BYTES:]
    return message.decode(errors="replace") if is_signed(message, signature, public[:KEY_BYTES]) else BLANK


FUNCTIONS: Mapping[str, Callable[..., Value]] = {
    "string": lambda _, value: to_text(value),
    "concat": lambda _, *values: _joined("", values),
    "join": lambda _, separator, *values: _joined(to_text(separator), values),
    "substr": _substr,
    "substring-before": _substring_before,
    "substring-after": _substring_after,
    "contains": lambda _, value, part: to_text(part) in to_text(value),
    "starts-with": lambda _, value, part: to_text(value).startswith(to_text(part)),
    "ends-with": lambda _, value, part: to_text(value).endswith(to_text(part)),
    "string-length": lambda _, value: float(len(to_text(value))),
    "normalize-space": lambda _, value: " ".join(words(to_text(value).strip(TRIMMED))),
    "translate": _translate,
    "regex": _regex,
    "digest": _digest,
    "base64-decode": _base64_decode,
    "extract-signed": lambda _, value, key: _extracted(to_text(value), to_text(key)),
}
