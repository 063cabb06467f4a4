"""Numbers and dates as each language writes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

NBSP = "\u00a0"
MINUS = "\u2212"
EN_DASH = "\u2013"

# fmt: off
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)
# fmt: on


@dataclass(frozen=True, slots=True)
class Numerals:
    """Formats for one language: `de` writes 1.234,5 % and 14.09.2026, others 1,234.5% and 3 May 2026."""

    language: str

    def number(self, value: float, places: int = 0) -> str:
        """Grouped by thousands; a true minus sign; never a minus before zero."""
        text = f"{abs(value):,.{places}f}"
        if self.language == "de":
            text = text.translate(str.maketrans(",.", ".,"))
        negative = value < 0 and any(digit in "123456789" for digit in text)
        return f"{MINUS}{text}" if negative else text

    def percent(self, value: float, places: int = 0) -> str:
        gap = NBSP if self.language == "de" else ""
        return f"{self.number(value, places)}{gap}%"

    def signed(self, value: float, places: int = 0) -> str:
        """A difference: +3, −2, ±0."""
        text = self.number(value, places)
        if text.startswith(MINUS):
            return text
        return f"+{text}" if any(digit in "123456789" for digit in text) else f"±{text}"

    def span(self, low: float, high: float, places: int = 0) -> str:
        """An interval without its unit: 75–82."""
        return f"{self.number(low, places)}{EN_DASH}{self.number(high, places)}"

    def signed_span(self, low: float, high: float, places: int = 0) -> str:
        """An interval of a difference, where a dash could be read as a minus."""
        join = " bis " if self.language == "de" else " to "
        return f"{self.signed(low, places)}{join}{self.signed(high, places)}"

    def date(self, day: date) -> str:
        if self.language == "de":
            return f"{day:%d.%m.%Y}"
        return f"{day.day}{NBSP}{_MONTHS[day.month - 1]}{NBSP}{day.year}"

    def moment(self, at: datetime) -> str:
        """A time with its zone, because a reader elsewhere must not guess."""
        clock = f"{at:%H:%M}{NBSP}Uhr" if self.language == "de" else f"{at:%H:%M}"
        return f"{self.date(at.date())}, {clock} ({at.tzname() or 'UTC'})"
