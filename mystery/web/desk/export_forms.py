"""What somebody wants to have exported, and what formats are called."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectChoice, SelectField

from mystery.exports.wave import Wanted
from mystery.services.wave_exports import Choice
from mystery.web.shared.forms import PageForm

FORMATS = {
    "csv": _l("CSV (R, Stata, Python; with a codebook)"),
    "xlsx": _l("Excel workbook"),
    "sav": _l("SPSS (.sav)"),
    "json": _l("JSON"),
    "ddi": _l("DDI Codebook 2.5 with CSV (archives)"),
    "triples": _l("Triple-S 2.0 (survey programs)"),
}


class ExportForm(PageForm):
    format = RadioField(
        _l("Format"), choices=[SelectChoice(name, word) for name, word in FORMATS.items()], default="xlsx"
    )
    questionnaire = SelectField(_l("Questionnaire"), choices=[], default="")
    language = SelectField(
        _l("Language of the labels"),
        choices=[SelectChoice("de", _l("German")), SelectChoice("en", _l("English"))],
    )
    cells = RadioField(
        _l("Answers stand there"),
        choices=[SelectChoice("labels", _l("in words")), SelectChoice("codes", _l("as codes"))],
        default="labels",
        description=_l("SPSS and Triple-S always hold numbers with these as their labels."),
    )
    missing_codes = BooleanField(
        _l("Write “don't know”, “refused” and “not applicable” into the cells"),
        default=True,
        description=_l("Otherwise these cells stay empty in CSV and Excel. SPSS has them as missing values."),
    )
    semicolons = BooleanField(
        _l("For a German spreadsheet: semicolons and decimal commas"), description=_l("CSV only.")
    )

    def offer(self, questionnaires: Iterable[str]) -> None:
        """Offers what the wave was done with."""
        every = [SelectChoice(name, name) for name in questionnaires]
        self.questionnaire.choices = [SelectChoice("", _l("All")), *every]

    def choice(self) -> Choice:
        wanted = Wanted(
            language=self.language.data,
            labels=self.cells.data == "labels",
            missing_codes=self.missing_codes.data,
            semicolons=self.semicolons.data,
        )
        return Choice(self.format.data, wanted, self.questionnaire.data)
