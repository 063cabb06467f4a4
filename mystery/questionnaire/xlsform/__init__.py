"""XLSForm, both ways: workbooks and Markdown tables in and out.

What enters: the bytes of a workbook, or a `Definition`. What leaves: a `Definition` with problems that
name sheet, row and column, or the bytes of a workbook that other XLSForm tools convert too.
"""

from mystery.questionnaire.xlsform.lenient import made_lenient
from mystery.questionnaire.xlsform.read import ENDINGS, read_workbook
from mystery.questionnaire.xlsform.rows import Table, tables_of, walk
from mystery.questionnaire.xlsform.tables import read_tables
from mystery.questionnaire.xlsform.workbook import first_sheet
from mystery.questionnaire.xlsform.write import write_markdown, write_workbook

__all__ = [
    "ENDINGS",
    "Table",
    "first_sheet",
    "made_lenient",
    "read_tables",
    "read_workbook",
    "tables_of",
    "walk",
    "write_markdown",
    "write_workbook",
]
