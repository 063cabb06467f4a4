"""How many ways a pattern offers at most to match one text: what a backtracking engine may have to try."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

MOST_WORK = 20_000
_LENGTH = 100
Ways = Mapping[int, int]
"""Position -> in how many ways the engine gets there."""
_NOWHERE: tuple[Ways, Ways] = ({}, {})


@dataclass(frozen=True, slots=True)
class Automaton:
    """A pattern as positions: where it begins, what may follow each, and what each accepts."""

    first: frozenset[int]
    follow: Sequence[set[int]]
    accepts: Sequence[frozenset[int]]

    def work(self) -> int:
        """Characters looked at for a text of 100 characters that fails in the end; what is too much ends it.

        Ways do not meet again in such an engine, so a position counts as often as it is reached: `.*,[^,]*`
        costs a constant for each character, `.*,.*` the square of their number, `.*.*.*` the cube, and
        `(a|.){20}` two to the 20th. The text is made against the pattern: it leads to some position, and from
        there each character is the one that leaves the most ways open. Every position is tried.
        """
        kinds = tuple(self._kinds())
        return max((self._from(ways, kinds) for ways in self._beginnings(kinds)), default=0)

    def _kinds(self) -> Iterator[frozenset[int]]:
        """The positions that take a character, once for all characters that the same ones take."""
        sets = tuple(dict.fromkeys(self.accepts))
        taken = (frozenset(one for one in sets if character in one) for character in frozenset().union(*sets))
        for kind in dict.fromkeys(taken):
            yield frozenset(place for place, accepted in enumerate(self.accepts) if accepted in kind)

    def _beginnings(self, kinds: Sequence[frozenset[int]]) -> Iterator[Ways]:
        """What is open after the shortest texts that lead to a position; each position once."""
        waiting: deque[Ways] = deque([dict.fromkeys(self.first, 1)])
        seen: set[int] = set()
        while waiting:
            ways = waiting.popleft()
            if ways.keys() <= seen:
                continue
            seen |= ways.keys()
            yield ways
            waiting.extend(self._step(ways, kind)[1] for kind in kinds)

    def _from(self, ways: Ways, kinds: Sequence[frozenset[int]]) -> int:
        total = 0
        for _ in range(_LENGTH):
            steps = (self._step(ways, kind) for kind in kinds)
            here, ways = max(steps, key=_size, default=_NOWHERE)  # `[^\d\D]` takes no character at all
            total += sum(here.values())
            if not here or total > MOST_WORK:
                break
        return total

    def _step(self, ways: Ways, kind: frozenset[int]) -> tuple[Ways, Ways]:
        """The positions that take the character, and those that may come next."""
        here = {place: count for place, count in ways.items() if place in kind}
        then: dict[int, int] = {}
        for place, count in here.items():
            for after in self.follow[place]:
                then[after] = then.get(after, 0) + count
        return here, then


def _size(step: tuple[Ways, Ways]) -> int:
    return sum(map(sum, (each.values() for each in step)))
