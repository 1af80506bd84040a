"""From rows to what would change in the database. Reads the state, judges every row, writes nothing."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from register.models import Contact

from .mapping import Draft, derived, drafts
from .problems import BadCell, Problem
from .reading import Row
from .records import KIND, KINDS, Key, Kind, State, Values, key_of
from .rules import RULES, shared

Model = type[models.Model]


@dataclass
class Plan:
    """What an import would do."""

    state: State
    after: State
    adds: dict[Model, list[Key]] = field(default_factory=lambda: {kind.model: [] for kind in KINDS})
    changes: dict[Model, dict[Key, set[str]]] = field(default_factory=lambda: {kind.model: {} for kind in KINDS})
    replaced: dict[Key, Key] = field(default_factory=dict)
    """Contacts that take the place of others: new key, old key."""
    counts: dict[str, Counter[str]] = field(default_factory=dict)
    """For each file, how many of its rows are `added`, `changed` or `unchanged`."""
    problems: list[Problem] = field(default_factory=list)


@dataclass
class Wanted:
    """What all rows together say, and which row said what."""

    values: dict[Model, dict[Key, Values]] = field(default_factory=lambda: {kind.model: {} for kind in KINDS})
    said: dict[tuple[Model, Key, str], tuple[Row, str]] = field(default_factory=dict)
    rows: list[tuple[Row, list[tuple[Draft, Key]]]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def add(self, row: Row) -> None:
        """Takes in one row; whatever another row has said of the same record is refused."""
        found = []
        try:
            for draft in drafts(row.table.name, row.cells):
                kind = KIND[draft.model]
                key = key_of(kind, draft.values)
                self.merge(row, draft, kind, key)
                found.append((draft, key))
        except BadCell as bad:
            self.problems.append(row.problem(bad.column, str(bad)))
        self.rows.append((row, found))

    def merge(self, row: Row, draft: Draft, kind: Kind, key: Key) -> None:
        names = [name for name in draft.values if name not in kind.key or not draft.partial]
        earlier = next((self.said[at] for name in names if (at := (draft.model, key, name)) in self.said), None)
        if earlier:
            where = {"file": earlier[0].table.file, "line": earlier[0].line}
            column = draft.columns[names[-1]] if len(draft.values) > len(kind.key) else ""
            self.problems.append(row.problem(column, _("line %(line)d of %(file)s says this already") % where))
            return
        self.values[draft.model].setdefault(key, {}).update(draft.values)
        for name in names:
            self.said[draft.model, key, name] = (row, draft.columns[name])

    def problem(self, model: Model, key: Key, name: str, reason: str) -> Problem:
        """A problem with a field, at the cell that it came from; or at the row, where another file's row is at fault."""
        said = self.said.get((model, key, name))
        if said is None:
            said = next(where for (of, at, _name), where in self.said.items() if (of, at) == (model, key))
            return said[0].problem("", reason)
        return said[0].problem(said[1], reason)


def make_plan(rows: Sequence[Row], state: State) -> Plan:
    """What importing these rows into this state would do."""
    wanted = Wanted()
    for row in rows:
        wanted.add(row)
    problems = [*wanted.problems, *orphans(wanted, state)]
    complete(wanted, state)
    after = state.with_changes(wanted.values)
    problems += [*unknown_references(wanted, after), *broken_rules(wanted, state, after), *clashes(wanted, after)]
    problems += wrong_derived(wanted, after)
    plan = Plan(state, after, problems=problems)
    if not problems:
        compare(plan, wanted)
    return plan


def orphans(wanted: Wanted, state: State) -> Iterator[Problem]:
    """Rows that add to a record that nobody describes; all that they say is left out of what is wanted."""
    for row, found in wanted.rows:
        for draft, key in found:
            described = key in state.rows[draft.model] or (draft.model, key, KIND[draft.model].key[0]) in wanted.said
            if draft.partial and not described:
                for other, at in found:
                    wanted.values[other.model].pop(at, None)
                yield row.problem(row.table.key[0], not_in_register(draft.model, key))


def complete(wanted: Wanted, state: State) -> None:
    """New records get the defaults of the fields that their file does not have."""
    for model, records in wanted.values.items():
        names = KIND[model].all_fields
        defaults = {name: model._meta.get_field(name).get_default() for name in names}  # type: ignore[union-attr]
        for key, values in records.items():
            if key not in state.rows[model]:
                records[key] = defaults | values


def unknown_references(wanted: Wanted, after: State) -> Iterator[Problem]:
    """Cells that name a row which is neither in the register nor in the files."""
    for model, records in wanted.values.items():
        relations = {
            name: target
            for name in KIND[model].all_fields
            if isinstance(target := model._meta.get_field(name).related_model, type)
        }
        for key, values in records.items():
            for name, target in relations.items():
                if values.get(name) is not None and values[name] not in after.rows[target]:
                    yield wanted.problem(model, key, name, not_in_register(target, values[name]))


def not_in_register(model: Model, key: Key) -> str:
    """The sentence for a name that leads nowhere."""
    words = {"code": "/".join(str(part) for part in key), "what": model._meta.verbose_name}
    return _("“%(code)s” is not in the register (%(what)s)") % words


def broken_rules(wanted: Wanted, state: State, after: State) -> Iterator[Problem]:
    """Records that the database would refuse."""
    for model, rule in RULES.items():
        for key in wanted.values[model]:
            for name, reason in rule(after.rows[model][key], state.rows[model].get(key), after):
                yield wanted.problem(model, key, name, reason)


def clashes(wanted: Wanted, after: State) -> Iterator[Problem]:
    """Records with different keys that share what must be theirs alone, such as a name; the first of them may have it."""
    for kind in KINDS:
        for names in kind.unique:
            for keys in shared(after, kind, names).values():
                ours = [key for key in keys if key in wanted.values[kind.model]]
                for key in ours if len(ours) < len(keys) else ours[1:]:
                    yield clash(wanted, kind, key, names)


def clash(wanted: Wanted, kind: Kind, key: Key, names: Sequence[str]) -> Problem:
    """The sentence for a record that is not alone."""
    name = "name" if "name" in names else names[-1]
    return wanted.problem(kind.model, key, name, _("another row has this; say what tells them apart"))


def wrong_derived(wanted: Wanted, after: State) -> Iterator[Problem]:
    """Columns that say something else than what follows from the others."""
    for row, found in wanted.rows:
        given = {column.name for column in row.table.columns if column.derived and row.cells.get(column.name)}
        if not given or not found:
            continue
        try:
            right = derived(row.table.name, row.cells, after)
        except KeyError:
            continue  # a reference leads nowhere, which is a problem of its own
        for name in given:
            if row.cells[name] != right[name]:
                reason = _(
                    "“%(found)s” does not agree with the other columns, which give “%(right)s”; or leave it empty"
                )
                yield row.problem(name, reason % {"found": row.cells[name], "right": right[name]})


def compare(plan: Plan, wanted: Wanted) -> None:
    """Fills in what is to add and to change, and counts the rows of each file."""
    for model, records in wanted.values.items():
        for key, values in records.items():
            now = plan.state.rows[model].get(key)
            if now is None:
                plan.adds[model].append(key)
            elif changed := {name for name, value in values.items() if now[name] != value}:
                plan.changes[model][key] = changed
    replace_contacts(plan, wanted)
    for row, found in wanted.rows:
        plan.counts.setdefault(row.table.file, Counter())[status(plan, found)] += 1


def status(plan: Plan, found: list[tuple[Draft, Key]]) -> str:
    """What happens to a row: it is `added` if what it is about is new, else `changed` if anything that it says is."""
    main, key = next(((draft, key) for draft, key in found if not draft.partial), found[0])
    if key not in plan.state.rows[main.model] and key not in plan.replaced:
        return "added"
    for draft, at in found:
        if at not in plan.state.rows[draft.model] or plan.changes[draft.model].get(at, set()) & draft.values.keys():
            return "changed"
    return "unchanged"


def replace_contacts(plan: Plan, wanted: Wanted) -> None:
    """A new number in the column of a community takes the place of the one that stood there, if that is certain."""
    free: dict[Any, list[Key]] = {}
    for key, values in plan.state.rows[Contact].items():
        if key not in wanted.values[Contact] and values["visibility"] == Contact.Visibility.PUBLIC:
            free.setdefault(key[:-1], []).append(key)
    for row, found in wanted.rows:
        for draft, key in found:
            if row.table.name != "local_communities" or draft.model is not Contact or key not in plan.adds[Contact]:
                continue
            if len(free.get(key[:-1], [])) == 1:
                plan.replaced[key] = free.pop(key[:-1])[0]
                plan.adds[Contact].remove(key)
