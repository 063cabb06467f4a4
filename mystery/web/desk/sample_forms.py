"""The forms of samples: a file, and what each of its columns holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired

from mystery.services.sample_rows import MEANINGS, Columns, guess
from mystery.web.shared.errors import sentence
from mystery.web.shared.forms import PageForm

if TYPE_CHECKING:
    from mystery.services.sample_files import Sheet
    from mystery.services.samples import Preview

ZONES = sorted(
    zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "SystemV/"))
)


class SampleForm(PageForm):
    file = FileField(
        _l("File with numbers"),
        [FileRequired(_l("Choose a file first."))],
        description=_l(
            ".xlsx or .csv, the first row names the columns. First you see what would become of it."
        ),
    )


@dataclass
class ColumnsForm:
    """What each column holds, out of an address or a form; `form_errors` are those of any form."""

    sheet: Sheet
    meanings: tuple[str, ...]
    country: str
    zone: str
    form_errors: list[str] = field(default_factory=list)

    def columns(self) -> Columns:
        return Columns(self.meanings, self.country, self.zone)

    @property
    def query(self) -> dict[str, str]:
        """The choices as they stand in an address."""
        chosen = {f"c{index}": meaning for index, meaning in enumerate(self.meanings)}
        return {**chosen, "country": self.country, "zone": self.zone}

    def examples(self, index: int) -> list[str]:
        """The first filled cells of a column."""
        cells = (line.cells[index] for line in self.sheet.lines[:200])
        return list(dict.fromkeys(cell for cell in cells if cell))[:3]


def columns_form(sheet: Sheet, given: Mapping[str, str]) -> ColumnsForm:
    """The guess where nothing, or nonsense, was chosen."""
    guessed = guess(sheet)
    chosen = tuple(
        meaning if (meaning := given.get(f"c{index}", "")) in MEANINGS else guessed[index]
        for index in range(len(sheet.headings))
    )
    zone = given.get("zone", "")
    return ColumnsForm(
        sheet, chosen, given.get("country", "DE").strip().upper()[:2], zone if zone in ZONES else ""
    )


def refused_lines(seen: Preview) -> Iterator[list[str]]:
    """Row, reasons, and what stood there."""
    for row in seen.refused:
        reasons = " ".join(sentence(problem) for problem in row.problems)
        yield [str(row.line.number), reasons, *row.line.cells]
