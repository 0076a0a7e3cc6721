"""The rules that look at several fields at once: order of days, ids twice, and what is only warned about."""

from __future__ import annotations

from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING, Final

from resurf_cli.core.checklist import CONSULT, DAY, MAINTENANCE, PHASES, PREP, RECOVERY, default_end
from resurf_cli.core.condition import Limit
from resurf_cli.core.items import TASKS
from resurf_cli.core.timing import FIRST, LAST, ONCE, TREATMENT, Kind, Latest, Open, Point, Times, points_of
from resurf_cli.core.values import replace

from .diagnostics import Code, Place
from .fields import LISTS, Item, Scope
from .tree import Fields, Items

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resurf_cli.core.timing import End, Repeat, Start

    from .tree import Node

MOST_LETTERS: Final = 60
_READY_KEYS: Final = {"ask": ("if-yes", "if-no"), "needs": ("else",), "alert": ("then",), "when": ("then",)}
_UNTIL_UNSAID: Final = {
    CONSULT: "the day before the treatment",
    PREP: "the day before the treatment",
    DAY: "the treatment day",
}


def mistakes(scope: Scope, root: Fields) -> None:
    """Note every mistake that the table of fields cannot see."""
    if not scope.blind:
        _at_least_one_item(scope, root)
    _ids_twice(scope)
    for item in scope.items:
        if item.section in PHASES:
            _task(scope, item)
        elif item.section in {"avoid", "expect", "signs"}:
            _window(scope, item)
        elif item.section == "events":
            _event(scope, item)
        elif item.section == "questions":
            _question(scope, item)
        elif item.section == "ready":
            _ready(scope, item)


def _at_least_one_item(scope: Scope, root: Fields) -> None:
    if any(section in root.values and not _is_empty(root.values[section]) for section in LISTS):
        return
    scope.add(root, Code.NO_ITEMS, "the file has nothing to do, to avoid or to look out for", "add a task or a ban")


def _is_empty(node: Node) -> bool:
    return isinstance(node, Items) and not node.items


def _ids_twice(scope: Scope) -> None:
    seen: dict[tuple[str, str], Place] = {}
    for item in scope.items:
        kind = TASKS if item.section in PHASES else item.section
        place = item.node.texts("id")
        if place is None or item.section not in LISTS:
            continue
        first = seen.setdefault((kind, item.id), place)
        if first is not place and first.file is place.file:  # else it is inherited, which was said already
            hint = "give it an id of its own"
            scope.add(place, Code.ID_TWICE, f'the id "{item.id}" is taken: line {first.line} of {kind} has it', hint)


# --- windows ---------------------------------------------------------------------------------------------------------


def surely_before(last: End | None, first: Start | End | None) -> bool:
    """Whether an end lies before a start whatever happens: counted from the same point, a month being 28 to 31 days."""
    ends, starts = points_of(last), points_of(first)
    if not ends or (isinstance(last, Latest) and last.told):
        return False
    latest: dict[str, int] = {}
    for start in starts:
        latest[start.anchor] = max(start.span()[0], latest.get(start.anchor, start.span()[0]))
    return all(end.anchor in latest and end.span()[1] < latest[end.anchor] for end in ends)


def _task(scope: Scope, item: Item) -> None:
    if item.section == MAINTENANCE and not item.says("from"):
        hint = 'add for example "from: 1 day after healed"'
        scope.add(item.node, Code.MISSING_KEY, f'task "{item.id}" (maintenance) has no "from"', hint)
    _window(scope, item)
    late, until = item.values.get("late-until"), item.values.get("until")
    if late is None:
        return
    if item.says("repeat") and not item.unread("repeat") and item.values["repeat"].kind is not Kind.ONCE:
        message = '"late-until" says how long something done once is worth doing; this is done more than once'
        scope.add(item.node.keys["late-until"], Code.LATE_NOT_ONCE, message, "take it out")
    elif surely_before(late, until):
        message = '"late-until" lies before "until"'
        scope.add(item.node.values["late-until"], Code.LATE_BEFORE_UNTIL, message, "write a later day")


def _window(scope: Scope, item: Item) -> None:
    start, end = item.values.get("from"), item.values.get("until")
    if item.unread("from", "until", "repeat"):
        return
    if item.section in PHASES:
        start, end = _start(item), _end(item)
    elif start is None and item.section != "avoid":
        start = Point()
    careful = item.values.get("then-careful-until")
    if surely_before(end, start):
        _reversed(scope, item)
    elif careful is not None and end is not None and not _later(careful, end):
        message = 'careful days come after the strict ones: "then-careful-until" must be later than "until"'
        scope.add(item.node.values["then-careful-until"], Code.CAREFUL_NOT_LATER, message, "write a later day")
    elif surely_before(careful, start):
        message = "the careful days end before they start"
        scope.add(item.node.values["then-careful-until"], Code.REVERSED, message, "write a later day")


def _start(item: Item) -> Start | None:
    start: Start | None = item.values.get("from")
    return Point() if start is None and item.section not in {CONSULT, PREP} else start


def _end(item: Item) -> End:
    end: End | None = item.values.get("until")
    repeat = item.values.get("repeat") or ONCE
    medicine = item.values.get("medicine") == "true" or repeat.prescribed
    return end if end is not None else default_end(item.section, _start(item), repeat, medicine=medicine)


def _later(careful: End, strict: End) -> bool:
    """False only when careful days surely end no later than strict ones."""
    return strict is not Open.FOREVER and careful != strict and not surely_before(careful, strict)


def _reversed(scope: Scope, item: Item) -> None:
    if item.says("until"):
        message = "the window ends before it starts"
        if not item.says("from"):
            message += ': without "from" it starts on the treatment day'
        scope.add(item.node.values["until"], Code.REVERSED, message, 'write "from" first, then a later "until"')
        return
    ends = _UNTIL_UNSAID.get(item.section, "before that")
    message = f'the window ends before it starts: without "until" it ends on {ends}'
    scope.add(item.node.values["from"], Code.REVERSED, message, 'write an earlier "from", or add "until"')


def _event(scope: Scope, item: Item) -> None:
    said = [(key, item.values[key]) for key in ("earliest", "expected", "latest") if item.values.get(key)]
    for (before, first), (key, last) in pairwise(said):
        if surely_before(last, first):
            message = f'"{key}" lies before "{before}"'
            scope.add(item.node.values[key], Code.EVENT_ORDER, message, "the order is earliest, expected, latest")


def _question(scope: Scope, item: Item) -> None:
    if item.unread("kind"):
        return
    kind, choices = item.values.get("kind", "yes-no"), item.values.get("choices")
    if kind == "yes-no" and item.says("choices"):
        message = "a yes-no question has no choices"
        scope.add(item.node.keys["choices"], Code.CHOICES, message, 'add "kind: one" or "kind: several"')
    elif kind != "yes-no" and not choices and not item.unread("choices"):
        hint = "add for example choices: {face: Face, neck: Neck}"
        scope.add(item.node, Code.CHOICES, f'question "{item.id}" has nothing to choose from', hint)


def _ready(scope: Scope, item: Item) -> None:
    forms = [key for key in _READY_KEYS if item.says(key)]
    if len(forms) != 1:
        said = f"{' and '.join(forms)} together" if forms else "nothing to ask or to look at"
        message = f'item "{item.id}" (ready) has {said}'
        scope.add(item.node, Code.READY_FORM, message, 'write one of "ask", "needs", "alert", "when"')
        return
    for key in ("if-yes", "if-no", "else", "then"):
        if item.says(key) and key not in _READY_KEYS[forms[0]]:
            hint = f"write one of: {', '.join(_READY_KEYS[forms[0]])}"
            scope.add(item.node.keys[key], Code.READY_FORM, f'"{key}" says nothing beside "{forms[0]}"', hint)


# --- warnings, of a file without mistakes ----------------------------------------------------------------------------


def warnings(scope: Scope, root: Fields, *, shipped: bool) -> None:
    """Note what is not wrong and most likely not meant; only of a file without mistakes."""
    _long(scope, root, "title")
    expected = {item.id: item.values.get("expected") for item in scope.items if item.section == "events"}
    whole = not (base := root.texts("base")) or base.text != "true"  # days may be left to what extends a base
    for item in scope.items:
        if whole:
            _unsaid(scope, item)
        _long(scope, item.node, "do" if item.section in PHASES else "")
        _reversed_when_expected(scope, item, expected)
        if shipped and len(scope.ids["sources"]) != 1:
            _unsourced(scope, item)
    _never_fires(scope)
    if whole:
        _uses_banned(scope, expected)
        _count_cut(scope, expected)
        _empty_day(scope, root, expected)


def _long(scope: Scope, node: Fields, key: str) -> None:
    words = node.texts(key)
    if words and len(words.text) > MOST_LETTERS:
        message = f'"{key}" has {len(words.text)} letters; a line of a page has room for {MOST_LETTERS}'
        hint = 'shorten it, and put the rest into "how"' if key == "do" else "shorten it"
        scope.findings.warn(words, Code.LONG, message, hint)


def _unsaid(scope: Scope, item: Item) -> None:
    """An end, or an urgency, that was left out."""
    warn, name, says = scope.findings.warn, item.id, item.says
    place = item.node.texts("id") or item.node
    hint = 'add "until": a day, an event, "told" or "forever"'
    repeat = item.values.get("repeat") or ONCE
    if item.section == "avoid" and not says("until") and not says("then-careful-until"):
        message = f'ban "{name}" has no end: it holds until the clinic says otherwise'
        warn(place, Code.BAN_NO_END, message, hint)
    elif item.section == "expect" and not says("until"):
        message = f'"{name}" has no end: it is called normal on its first day alone'
        warn(place, Code.EXPECT_NO_END, message, 'add "until": a day or an event')
    elif item.section in {RECOVERY, MAINTENANCE} and not says("until") and repeat.kind is not Kind.ONCE:
        message = f'until when? task "{name}" runs until the clinic says otherwise'
        warn(place, Code.REPEAT_NO_END, message, hint)
    elif item.section == "signs" and not says("urgency"):
        message = f'sign "{name}" has no urgency: it is taken as same-day'
        warn(place, Code.NO_URGENCY, message, 'add "urgency": soon, same-day, now or emergency')


def _unsourced(scope: Scope, item: Item) -> None:
    if item.section in LISTS and not item.says("source") and not item.says("basis"):
        message = f'"{item.id}" ({item.section}) does not say where it comes from'
        hint = 'add "source", or "basis: default", or "basis: unsourced"'
        scope.findings.warn(item.node.texts("id") or item.node, Code.NO_SOURCE, message, hint)


def _assumed(point: Point, expected: Mapping[str, Point | None]) -> Point | None:
    """A point counted from the treatment, events taken as on their expected day; None where there is none."""
    if point.anchor not in expected:
        return point if point.anchor == TREATMENT else replace(point, anchor=TREATMENT)
    day = expected[point.anchor]
    return None if day is None else Point(months=point.months + day.months, days=point.days + day.days)


def _known(written: Start | End | None, expected: Mapping[str, Point | None]) -> Start | End | None:
    """The same, of a start or an end; None where a point of it has no day."""
    if not points_of(written):
        return written
    points = [_assumed(point, expected) for point in points_of(written)]
    told = isinstance(written, Latest) and written.told
    return None if None in points else Latest(tuple(point for point in points if point), told=told)


def _reversed_when_expected(scope: Scope, item: Item, expected: Mapping[str, Point | None]) -> None:
    if item.section not in {*PHASES, "avoid", "expect", "signs"}:
        return
    task = item.section in PHASES
    start = _start(item) if task else item.values.get("from")
    end = _end(item) if task else item.values.get("until") or item.values.get("then-careful-until")
    first = _known(start, expected)
    if not surely_before(_known(end, expected), first):
        return
    points = (*points_of(start), *points_of(end))
    if any(point.anchor in {FIRST, LAST} for point in points):
        return  # that is so with one session only: an item of a series
    place: Node = item.node.texts("until") or item.node.texts("then-careful-until") or item.node
    for point in points:
        place = scope.culprit("events", point.anchor, place)
    message = f'"{item.id}" ends before it starts if events come on the day they are expected'
    scope.findings.warn(place, Code.REVERSED, message, 'look at "from" and "until" once more')


def _never_fires(scope: Scope) -> None:
    scales = {item.id: item.values["scale"] for item in scope.items if item.values.get("scale")}
    for item in scope.items:
        node = item.node.values.get("alert")
        places = node.items if isinstance(node, Items) else [node]
        for place, rule in zip(places, item.values.get("alert") or (), strict=False):
            for part in rule:
                if place and isinstance(part, Limit) and not _reachable(part, scales.get(part.measure)):
                    message = f'"{part.measure}" never gets to {part.value:g} on its scale, so "{item.id}" never fires'
                    culprit = scope.culprit("measures", part.measure, place)
                    scope.findings.warn(
                        culprit, Code.NEVER_FIRES, message, "look at the number and the scale once more"
                    )


def _reachable(limit: Limit, scale: tuple[float, float] | None) -> bool:
    if scale is None:
        return True
    least, most = scale
    within = {">=": most >= limit.value, ">": most > limit.value, "<=": least <= limit.value, "<": least < limit.value}
    return within[limit.sign]


# --- windows as stretches of days, events on their expected day, a month taken at its widest -------------------------


def _stretch(start: Start | None, end: End | None, expected: Mapping[str, Point | None]) -> tuple[float, float] | None:
    """The first and last day; None when it waits for an event that is never assumed."""
    first, last = _known(start, expected), _known(end, expected)
    if start is not None and first is None:
        return None
    begins = max((point.span()[0] for point in points_of(first)), default=-inf)
    open_end = isinstance(last, Open) or last is None or (isinstance(last, Latest) and last.told)
    return begins, inf if open_end else max(point.span()[1] for point in points_of(last))


def _uses_banned(scope: Scope, expected: Mapping[str, Point | None]) -> None:
    bans = {item.id: _strict_days(item, expected) for item in scope.items if item.section == "avoid"}
    users = (item for item in scope.items if item.section in PHASES and item.values.get("uses"))
    for task in users:
        stretch = _stretch(_start(task), _end(task), expected)
        for name in dict.fromkeys(task.values["uses"]):
            if stretch and _meets(stretch, bans[name]):
                message = f'task "{task.id}" uses what "{name}" forbids on some of its days'
                hint = 'let the task begin after the ban, or the ban be careful ("then-careful-until") by then'
                place = scope.culprit("avoid", name, task.node.values["uses"])
                scope.findings.warn(place, Code.USES_BANNED, message, hint)


def _strict_days(ban: Item, expected: Mapping[str, Point | None]) -> tuple[float, float] | None:
    """The strict days of a ban, None when it has none; one that waits for an event is in force from day 0."""
    if ban.says("then-careful-until") and not ban.says("until"):
        return None
    start, end = ban.values.get("from"), ban.values.get("until")
    return _stretch(start, end, expected) or _stretch(Point(), end, expected)


def _meets(one: tuple[float, float], other: tuple[float, float] | None) -> bool:
    return other is not None and other[0] <= one[1] and one[0] <= other[1]


def _count_cut(scope: Scope, expected: Mapping[str, Point | None]) -> None:
    """A repeat with "3 in all" whose window ends before the third."""
    for task in (item for item in scope.items if item.section in PHASES):
        repeat: Repeat = task.values.get("repeat") or ONCE
        stretch = _stretch(_start(task), _end(task), expected)
        if repeat.in_all is None or stretch is None or inf in {-stretch[0], stretch[1]}:
            continue
        room = _room(repeat, _start(task), int(stretch[1] - stretch[0]) + 1)
        if room < repeat.in_all:
            unsaid = "" if task.says("until") else f'; without "until" it ends on {_UNTIL_UNSAID.get(task.section)}'
            message = f"of {repeat.in_all} in all there is only room for {room} before the window ends{unsaid}"
            scope.findings.warn(
                task.node.values["repeat"], Code.COUNT_CUT, message, 'write a later "until", or fewer in all'
            )


def _room(repeat: Repeat, start: Start | None, days: int) -> int:
    """How many ticks a window of so many days has, by the usual times of a day."""
    times = Times()
    ticks = repeat.ticks(times)
    part = next((point.part for point in points_of(start) if point.part), None)
    late = [tick for tick in ticks if part and tick.minutes is not None and tick.minutes < times.of(part)]
    every = repeat.every if repeat.kind is Kind.COUNT else 1
    return len(ticks) * -(-days // every) - len(late)


def _empty_day(scope: Scope, root: Fields, expected: Mapping[str, Point | None]) -> None:
    """The first day of recovery, from day 1 to its last known one, on which no window of a task is open."""
    tasks = (item for item in scope.items if item.section == RECOVERY)
    found = sorted(filter(None, (_stretch(_start(item), _end(item), expected) for item in tasks)))
    reached: float = 0
    for first, last in found:
        if first > reached + 1:
            message = f"nothing of the recovery is due on day {reached + 1:g}"
            hint = "if that is not meant, look where the windows of its tasks end and start"
            scope.findings.warn(root.keys[RECOVERY], Code.EMPTY_DAY, message, hint)
            return
        reached = max(reached, last)
