"""A questionnaire as a file: YAML, XLSForm workbook, Markdown, or XForm for ODK Collect."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mystery.exports.xform import write_xform
from mystery.problems import Rejected, errors_of
from mystery.questionnaire import Definition, check_read, read
from mystery.questionnaire.document import read_document
from mystery.questionnaire.xlsform import write_markdown, write_workbook
from mystery.questionnaire.yaml_write import write_yaml
from mystery.services.drafts import content_of
from mystery.store.models import Draft, QuestionnaireVersion

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WRITERS: Mapping[str, tuple[str, Callable[[Definition], str | bytes]]] = {
    "yaml": ("text/yaml; charset=utf-8", write_yaml),
    "xlsx": (_XLSX, write_workbook),
    "md": ("text/markdown; charset=utf-8", write_markdown),
    "xml": ("application/xml; charset=utf-8", write_xform),
}
KINDS = tuple(_WRITERS)


@dataclass(frozen=True, slots=True)
class File:
    name: str
    type: str
    data: bytes


def of_draft(draft: Draft, kind: str) -> File:
    """The newest revision. YAML shows what there is; the others need a draft without errors.

    Raises `Rejected` with the errors.
    """
    content = content_of(draft)
    reading = read_document(content["document"], content["tables"])
    if kind != "yaml":
        errors = errors_of(check_read(reading.definition, reading.problems))
        if errors:
            raise Rejected(errors)
    return _file(reading.definition, kind)


def of_version(version: QuestionnaireVersion, kind: str) -> File:
    """A published version; its YAML is the very text that was published."""
    if kind == "yaml":
        return File(
            _name(version.name, version.version, kind), _WRITERS[kind][0], version.definition.encode()
        )
    definition, _ = read(version.definition, tables=version.package.get("tables", {}))
    return _file(definition, kind)


def _file(definition: Definition, kind: str) -> File:
    content_type, write = _WRITERS[kind]
    written = write(definition)
    data = written.encode() if isinstance(written, str) else written
    return File(_name(definition.name, definition.version, kind), content_type, data)


def _name(name: str, version: str, kind: str) -> str:
    """A file name that no system takes amiss."""
    plain = "".join(
        sign if sign.isalnum() or sign in "-_." else "-" for sign in f"{name}-{version}".strip("-.")
    )
    return f"{plain or 'questionnaire'}.{kind}"
