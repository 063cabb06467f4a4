"""Parsed expression -> the same tree with every reference bound to a key, or a problem that says why not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import chain

from mystery.problems import Place, did_you_mean
from mystery.questionnaire.expression import Tree
from mystery.questionnaire.expression.regex import danger_in
from mystery.questionnaire.expression.signatures import SIGNATURES
from mystery.questionnaire.findings import Findings
from mystery.questionnaire.model import Definition
from mystery.questionnaire.scope import Placed, Scope, shared

BUILT_IN_COLUMNS = ("name", "label")
_TABLE_ENDINGS = ("", ".csv", ".geojson", ".xml")


class Resolver:
    """Binds the expressions of one definition.

    What other tools run with a blank (a name without braces, a column that no row has) is read as blank
    in a workbook and in what was converted from one, with a warning; in our own YAML it is an error.
    Gathers on the way which columns of which lists are read (`columns`), because only those may
    travel to a device. `reads` holds the keys read since `start` was called.
    """

    def __init__(self, definition: Definition, scope: Scope, findings: Findings) -> None:
        self.definition = definition
        self.scope = scope
        self.findings = findings
        self.columns: dict[str, set[str]] = {}
        self._columns_of: dict[str, tuple[str, ...]] = {}
        self.reads: dict[str, None] = {}
        self.near: Placed | None = None
        self.place = Place()
        self.row_list = ""
        self.row_repeat: Placed | None = None
        self._special: Mapping[str, Callable[[Tree], Tree]] = {
            "jr:choice-name": self._choice_name,
            "indexed-repeat": self._indexed_repeat,
            "pulldata": self._pulldata,
            "regex": self._regex,
            "position": self._position,
        }

    def start(self, near: Placed | None, place: Place, row_list: str = "") -> None:
        """Begin another expression: who it belongs to, where it is written, whose rows it filters."""
        self.near, self.place, self.row_list, self.row_repeat = near, place, row_list, None
        self.reads = {}

    def bind(self, tree: Tree) -> Tree:
        """The tree with `ref`, `path` and `abs` replaced by `item`, `repeat` and `column`."""
        match tree:
            case ("num" | "str", _):
                return tree
            case ("self",):
                if self.near is not None:
                    self.reads[self.near.key] = None
                return tree
            case ("ref", str(name)):
                return self._item(self._named(name), tree)
            case ("path", int(up), tuple(names)):
                return self._path(up, names, tree)
            case ("current", tuple(inner)):
                return self._current(inner)
            case ("abs", tuple(names)):
                return self._item(
                    self._at_path("/" + "/".join(names), self.scope.absolute(names)), self._nothing(tree)
                )
            case ("column", str(name)):
                return self._column(name)
            case ("neg", tuple(inner)):
                return ("neg", self.bind(inner))
            case ("bin", op, tuple(left), tuple(right)):
                return ("bin", op, self.bind(left), self.bind(right))
            case ("call", str(), *_):
                return self._call(tree)
            case ("lookup", str(name), tuple(predicates), str(column)):
                return self._lookup(name, predicates, column)
            case ("filter", tuple(base), tuple(predicates), tuple(names)):
                return self._filter(base, predicates, names)
        raise ValueError(f"the parser does not yield {tree[0]}")

    def bind_in_rows(self, tree: Tree, repeat: Placed) -> Tree:
        """The tree as a predicate over the instances of a repeat."""
        before, self.row_repeat = self.row_repeat, repeat
        bound = self.bind(tree)
        self.row_repeat = before
        return bound

    def read(self, placed: Placed) -> None:
        self.reads[placed.key] = None

    def _item(self, target: Placed | None, unbound: Tree) -> Tree:
        if target is None:
            return unbound
        self.read(target)
        return self._from_here(("item", target.key), target)

    def _from_here(self, bound: Tree, target: Placed) -> Tree:
        """In a predicate: what is nearer to the item than to the instance at hand is the item's own."""
        if self.row_repeat is None or self.near is None:
            return bound
        row = (*self.row_repeat.repeats, self.row_repeat.key)
        is_nearer = shared(target.repeats, self.near.repeats) > shared(target.repeats, row)
        return ("current", bound) if is_nearer else bound

    def _current(self, path: Tree) -> Tree:
        """`current()/../x` is seen from the item, also where rows of a repeat are narrowed."""
        before, self.row_repeat = self.row_repeat, None
        bound = self.bind(path)
        self.row_repeat = before
        is_in_repeat = self.near is not None and bool(self.near.repeat)
        return ("current", bound) if before is not None and is_in_repeat else bound

    def named(self, name: str, near: Placed | None, place: Place) -> Placed | None:
        """What `${name}` means; reports it when there is none or several."""
        # In a workbook other tools refuse a name that stands twice, however near one of the two is.
        found = self.scope.by_name.get(name, []) if place.sheet else self.scope.named(name, near)
        if len({one.path for one in found}) == 1:
            return found[0]  # several on one path are the same name twice, reported as that
        if found:
            paths = ", ".join("/".join(one.path) for one in found)
            self.findings.add_about("NAME_AMBIGUOUS", place, name, name=name, paths=paths)
        elif name.startswith("last-saved#"):
            code = "LAST_SAVED_BLANK" if self.definition.is_lenient_at(place) else "LAST_SAVED_UNSUPPORTED"
            self.findings.add(code, place, name=name)
        else:
            guess = did_you_mean(name, self.scope.by_name)
            self.findings.add_about("NAME_UNKNOWN", place, name, name=name, guess=guess)
        return None

    def _named(self, name: str) -> Placed | None:
        return self.named(name, self.near, self.place)

    def _at_path(self, text: str, target: Placed | None) -> Placed | None:
        if target is None:
            paths = ("/".join(path) for path in self.scope.by_path)
            guess = did_you_mean(text.strip("./"), paths)
            code = "PATH_BLANK" if self._is_lenient() else "PATH_UNKNOWN"
            self.findings.add(code, self.place, path=text, guess=guess)
        return target

    def _nothing(self, tree: Tree) -> Tree:
        """What leads nowhere in a workbook is blank, as in other tools; elsewhere it was an error."""
        return ("str", "") if self._is_lenient() else tree

    def _is_lenient(self) -> bool:
        return self.definition.is_lenient_at(self.place)

    def _path(self, up: int, names: tuple[str, ...], tree: Tree) -> Tree:
        if up == 0 and self.row_repeat is not None:
            return self._child_of_row(names, tree)
        if up == 0 and self.row_list:
            return self._column(names[0])
        if self.near is None:
            return tree
        target = self.scope.relative(self.near, up, names)
        if up == 0 and target is None:
            guess = did_you_mean(names[0], self.scope.by_name)
            code = "NAME_BLANK" if self._is_lenient() else "NAME_NEEDS_BRACES"
            self.findings.add_about(code, self.place, names[0], name=names[0], guess=guess)
            return ("str", "")
        if target is not None and not names and target.node.type == "repeat":
            self.read(target)
            return ("repeat", target.key)
        shown = "/".join([*[".."] * up, *names])
        return self._item(self._at_path(shown, target), self._nothing(tree))

    def _child_of_row(self, names: tuple[str, ...], tree: Tree) -> Tree:
        assert self.row_repeat is not None
        child = self.scope.by_path.get(self.row_repeat.path + names)
        if self._at_path("/".join(names), child) is None:
            return self._nothing(tree)
        assert child is not None
        self.read(child)
        return ("column", names[-1])

    def _column(self, name: str) -> Tree:
        """A column of the row at hand, in a choice filter or in a predicate of a lookup."""
        known = self.columns_of(self.row_list)
        has_rows = bool(
            self.definition.choices.get(self.row_list) or self.definition.tables.get(self.row_list)
        )
        if name not in known and has_rows:
            code = "COLUMN_BLANK" if self._is_lenient() else "COLUMN_UNKNOWN"
            params = {"name": name, "list": self.row_list, "guess": did_you_mean(name, known)}
            self.findings.add_about(code, self.place, f"{self.row_list} {name}", **params)
        self.columns.setdefault(self.row_list, set()).add(name)
        return ("column", name)

    def columns_of(self, list_name: str) -> tuple[str, ...]:
        """The columns that the rows of a choice list or table have."""
        if list_name not in self._columns_of:
            self._columns_of[list_name] = self._all_columns(list_name)
        return self._columns_of[list_name]

    def _all_columns(self, list_name: str) -> tuple[str, ...]:
        rows: Iterable[Mapping[str, str]]
        if list_name in self.definition.choices:
            rows = [choice.columns for choice in self.definition.choices[list_name]]
        else:
            rows = self.definition.tables.get(list_name, ())[:1]
        return tuple(dict.fromkeys(chain(BUILT_IN_COLUMNS, chain.from_iterable(rows))))

    def list_named(self, name: str) -> str | None:
        """The choice list or table a name means; tables also without their ending."""
        found = self._list(name)
        if found is not None:
            return found
        known = [*self.definition.choices, *self.definition.tables]
        self.findings.add_about("LIST_UNKNOWN", self.place, name, list=name, guess=did_you_mean(name, known))
        return None

    def _list(self, name: str) -> str | None:
        candidates = (name + ending for ending in _TABLE_ENDINGS)
        known = (self.definition.choices, self.definition.tables)
        return next((one for one in candidates if any(one in lists for lists in known)), None)

    def _attached(self, name: str) -> str:
        """A table by its name; one that is not attached has no rows, as in ODK, but that is said."""
        found = self._list(name)
        if found is None:
            found = name if name.endswith(_TABLE_ENDINGS[1:]) else f"{name}.csv"
            self.findings.add_about("TABLE_NOT_ATTACHED", self.place, found, file=found)
        return found

    def _call(self, tree: Tree) -> Tree:
        name = str(tree[1])
        signature = SIGNATURES.get(name)
        if signature is None:
            guess = did_you_mean(name, SIGNATURES)
            self.findings.add_about("FUNCTION_UNKNOWN", self.place, name, name=name, guess=guess)
            return tree
        if not signature.takes(len(tree) - 2):
            params = {"name": name, "count": len(tree) - 2, "wanted": str(signature)}
            self.findings.add("FUNCTION_ARGUMENTS", self.place, **params)
            return tree
        special = self._special.get(name)
        return special(tree) if special else self._plain_call(tree)

    def _plain_call(self, tree: Tree) -> Tree:
        return ("call", tree[1], *(self._argument(argument) for argument in tree[2:]))

    def _argument(self, argument: object) -> Tree:
        assert isinstance(argument, tuple)
        return self.bind(argument)

    def _choice_name(self, tree: Tree) -> Tree:
        """jr:choice-name(value, '${select}'): the second argument names an item inside quotes."""
        match tree[3]:
            case ("str", str(text)):
                name = text.strip().removeprefix("${").removesuffix("}").strip()
                target = self._named(name.rpartition("/")[2])
            case ("ref", str(name)):
                target = self._named(name)
            case _:
                self.findings.add("CHOICE_NAME_NEEDS_ITEM", self.place)
                return tree
        if target is None:
            return tree
        if not target.node.list_item:
            self.columns.setdefault(target.node.list_name, set())
        return ("call", "jr:choice-name", self._argument(tree[2]), ("str", target.key))

    def _indexed_repeat(self, tree: Tree) -> Tree:
        """indexed-repeat(${item}, ${repeat}, index, ...): repeats stand at every second place."""
        bound = list(self._plain_call(tree))
        for at in (2, *range(3, len(bound), 2)):
            match bound[at]:
                case ("item" | "repeat", str(key)) | ("current", ("item" | "repeat", str(key))):
                    bound[at] = ("item", key)
                    if at > 2 and self.scope.by_key[key].node.type != "repeat":
                        self.findings.add("REPEAT_NEEDED", self.place, name=key)
                case ("str", "") if tree[at] != ("str", ""):
                    return ("str", "")  # leads nowhere, which was told
                case ("ref" | "path" | "abs", *_):
                    pass  # unknown, which was told
                case _:
                    self.findings.add("INDEXED_REPEAT_NEEDS_NAMES", self.place)
        return tuple(bound)

    def _pulldata(self, tree: Tree) -> Tree:
        """pulldata('table', 'column', 'key column', key): the two columns travel with the form."""
        bound = self._plain_call(tree)
        match bound[2:5]:
            case (("str", str(table)), ("str", str(column)), ("str", str(key_column))):
                found = self._attached(table)
                self.row_list, before = found, self.row_list
                self._column(column)
                self._column(key_column)
                self.row_list = before
                return ("call", "pulldata", ("str", found), *bound[3:])
        return bound

    def _position(self, tree: Tree) -> Tree:
        """`position(..)` of what does not repeat is 1, as other tools have it."""
        match tree[2:]:
            case (("current", tuple(path)),):
                before, self.row_repeat = self.row_repeat, None
                bound = self._position(("call", "position", path))
                self.row_repeat = before
                return bound if before is None else ("current", bound)
            case (("path", int(up), ()),) if self.near is not None and up:
                target = self.scope.relative(self.near, up, ())
                if up <= len(self.near.path) and (target is None or target.node.type != "repeat"):
                    return ("num", 1.0)
        return self._plain_call(tree)

    def _regex(self, tree: Tree) -> Tree:
        """A pattern that cannot be compiled or could run away is refused here, not met on a tablet."""
        bound = self._plain_call(tree)
        match bound[3]:
            case ("str", str(pattern)):
                code = danger_in(pattern)
                if code:
                    self.findings.add(code, self.place, pattern=pattern)
            case _:
                self.findings.add("REGEX_NOT_LITERAL", self.place)
        return bound

    def _lookup(self, name: str, predicates: tuple[Tree, ...], column: str) -> Tree:
        found = self._attached(name) if self._is_lenient() else self.list_named(name)
        if found is None:
            return ("lookup", name, predicates, column)
        before, self.row_list = (self.row_list, self.row_repeat), found
        self.row_repeat = None
        bound = tuple(self.bind(predicate) for predicate in predicates)
        if column:
            self._column(column)
        self.row_list, self.row_repeat = before
        self.columns.setdefault(found, set())
        return ("lookup", found, bound, column)

    def _filter(self, base: Tree, predicates: tuple[Tree, ...], names: tuple[str, ...]) -> Tree:
        """`${repeat}[...]/child`; without predicates it is simply the child."""
        head = self.bind(base)
        match head:
            case ("item" | "repeat", str(key)):
                target = self.scope.by_key[key]
            case _:
                return self._nothing(("filter", head, predicates, names))
        child = self._at_path("/".join((*target.path, *names)), self.scope.by_path.get(target.path + names))
        if child is None:
            return self._nothing(("filter", head, predicates, names))
        self.read(child)
        if not predicates:
            return ("item", child.key)
        bound = tuple(self.bind_in_rows(predicate, target) for predicate in predicates)
        return ("filter", ("item", target.key), bound, names)
