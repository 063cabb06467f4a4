"""Collects problems so that one mistake with many consequences is still one problem."""

from __future__ import annotations

from mystery.problems import Place, Problem


class Findings:
    """Problems in the order found. Those reported with `about` are grouped by code and subject."""

    def __init__(self) -> None:
        self._problems: dict[object, Problem] = {}
        self._places: dict[object, list[str]] = {}

    def add(self, code: str, place: Place, /, **params: object) -> None:
        """One problem at one place. The same problem at the same place counts once."""
        key = (code, place, str(sorted(params.items(), key=str)))
        self._problems.setdefault(key, Problem(code, place, params))

    def add_about(self, code: str, place: Place, about: str, /, **params: object) -> None:
        """One problem for a whole subject: the first place leads, `places` lists all of them."""
        key = (code, about)
        places = self._places.setdefault(key, [])
        if str(place) not in places:
            places.append(str(place))
        first = self._problems.get(key, Problem(code, place, params))
        shown = ", ".join(places[:10]) + (", …" if len(places) > 10 else "")
        self._problems[key] = Problem(code, first.place, {**first.params, "places": shown})

    def all(self) -> list[Problem]:
        return list(self._problems.values())
