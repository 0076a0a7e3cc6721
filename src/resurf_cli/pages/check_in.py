"""The answer to a check-in, and the diary it is kept in."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from resurf_cli.core import dates
from resurf_cli.core.call import NONE, usual
from resurf_cli.core.checklist import Sign
from resurf_cli.core.diary import by_day, is_temperature
from resurf_cli.core.timing import away

from . import words
from .call import HEADS, because, numbers, reach, read_out, sign_title, trend, value
from .layout import BLANK, Row, Span, glued, measured
from .rows import LABEL_WIDTH, if_unknown, item, joined, label_of, said

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from resurf_cli.core.check_in import Answer, DiaryPage, RaisedSign
    from resurf_cli.core.checklist import Measure
    from resurf_cli.core.diary import CheckIn, Score

NOTHING: Final = "Nothing you entered asks for a call."
NO_PLAN: Final = "There is no plan: only emergencies and the signs that every treatment has were looked at."
UNREAD: Final = "Your plan could not be read, so your days, your answers and earlier scores were not looked at."
HEIGHTS: Final = "▁▂▃▄▅▆▇"
NO_SCORE: Final = "·"


# --- the answer ------------------------------------------------------------------------------------------------------


def check_in(answer: Answer) -> Iterator[Row]:
    """What to do, why, what to read out when calling, and what is normal on the day.

    In an emergency nothing stands between the number, the reason and what to read out. Whom to call is said once more
    at the end: the first line may have left the screen.
    """
    calling = answer.sheet is not None and answer.urgency != NONE
    yield from _verdict(answer)
    if calling and answer.sheet is not None:
        yield BLANK
        yield from read_out(answer.sheet)
    yield BLANK
    if answer.urgency != "emergency":
        yield from () if calling else _entered(answer)
        yield from _beside(answer)
        yield BLANK
    yield from _at_the_end(answer)


def _at_the_end(answer: Answer) -> Iterator[Row]:
    if answer.urgency != NONE:
        yield _headed(answer)
    if answer.urgency != "emergency":
        number = words.clean(words.emergency_call(answer.contact))
        yield Row((Span("Emergency: ", "emergency"), Span(number, "number")), hang=2)


def _headed(answer: Answer) -> Row:
    """Whom to call, and how soon."""
    style = "emergency" if answer.urgency == "emergency" else "call"
    number = words.clean(reach(answer.urgency, answer.contact, answer.lines, _none(answer)))
    return Row((Span(f"{HEADS[answer.urgency]} ", style), Span(number, "number")), hang=2)


def _beside(answer: Answer) -> Iterator[Row]:
    yield from _not_asked(answer)
    if answer.normal:
        found = [(Span(words.clean(each.item.what)), *if_unknown(each.applies)) for each in answer.normal]
        yield Row((Span(label_of("Normal now"), "label"), *joined(found)), hang=LABEL_WIDTH)
    yield from _earlier(answer)


def _verdict(answer: Answer) -> Iterator[Row]:
    if answer.urgency == NONE:
        yield Row((Span(NOTHING, "head"),), hang=2)
        yield item(f"When in doubt, call: {numbers(answer.contact, answer.lines, _none(answer))}.", indent=0)
        if answer.sheet is None:
            yield item(UNREAD if answer.unread else NO_PLAN, indent=0)
        return
    yield _headed(answer)
    for each in answer.raised:
        yield _raised(each, answer)


def _none(answer: Answer) -> str:
    """Who the clinic is where it has no number; without a plan there is nowhere to enter one."""
    return words.NO_NUMBER if answer.sheet else "your clinic"


def _raised(each: RaisedSign, answer: Answer) -> Row:
    """A sign with why it is raised; one that is less urgent than the verdict says how soon."""
    sooner = {"now": "call now", "same-day": "call today", "soon": "mention it"}
    lesser = each.raised.urgency != answer.urgency
    mark = f" ({sooner[each.raised.urgency]})" if lesser else ""
    mark += f" (counted from session {each.counted_from})" if each.counted_from else ""
    more = [f": {because(each.raised.because)}.", each.item.why if isinstance(each.item, Sign) else ""]
    more.append(words.basis_mark(each.item.said).strip())
    return Row(
        (
            Span("  "),
            Span(measured(words.clean(title(each)))),
            Span(mark, "ask"),
            *if_unknown(each.applies),
            Span(measured(words.clean(" ".join(part for part in more if part))), "dim"),
        ),
        hang=4,
    )


def title(each: RaisedSign) -> str:
    """The words of what is raised."""
    if isinstance(each.item, Sign):
        return each.item.sign
    return f"Before your treatment: {words.alerts(each.item.alerts)}"


def _entered(answer: Answer) -> Iterator[Row]:
    entered = [measured(each) for each in _scores(answer)]
    if answer.check_in.note:
        entered.append("a note")
    text = "; ".join(entered)
    if text:
        yield said("You entered", text)


def _scores(answer: Answer) -> Iterator[str]:
    day = answer.check_in.day
    if answer.sheet is None:
        for name, score in answer.check_in.scores.items():
            yield f"{name} {value(score, answer.measures[name])}"
        return
    for each in answer.sheet.trends:
        if each.measure.id in answer.check_in.scores:
            band = f" (usual on that day: {each.usual[0]:g} to {each.usual[1]:g})" if each.usual else ""
            yield f"{trend(each, day)}{band}"


def _not_asked(answer: Answer) -> Iterator[Row]:
    found = [each.id for each in answer.not_asked]
    where = "resurf signs" if answer.sheet else "resurf check-in alone asks them"
    found += [] if answer.signs_asked else [f"the warning signs ({where})"]
    if found:
        yield said("Not asked", ", ".join(found))


def _earlier(answer: Answer) -> Iterator[Row]:
    """Signs raised at earlier check-ins of these days; they are not judged again."""
    if answer.sheet is None:
        return
    here = {each.raised.id for each in answer.raised}
    plan = answer.sheet.plan
    found = [
        f"{sign_title(each.id, plan)} ({dates.short(day)})" for day, each in answer.sheet.signs if each.id not in here
    ]
    if found:
        yield said("Earlier", "; ".join(found))


# --- the diary -------------------------------------------------------------------------------------------------------


def diary(page: DiaryPage, width: int) -> Iterator[Row]:
    """The diary: each measure as a line of its days with figures, then every check-in."""
    yield Row((Span("Diary", "head"), Span(f" · {_span(page)}")), hang=2)
    if not page.check_ins:
        yield item("Nothing is entered yet: resurf check-in", indent=0)
        return
    yield BLANK
    wide = max((len(each.id) for each, _ in page.measures), default=0) + 2
    for measure, found in page.measures:
        yield _line(page, measure, found, wide, width)
    yield item(_gaps(page, _days_a_mark(page, _marks(wide, width))), indent=0)
    yield BLANK
    for each in sorted(page.check_ins, key=lambda found: (found.day, found.at)):
        yield _entry(page, each)


def _span(page: DiaryPage) -> str:
    several = len(page.check_ins)
    return f"{several} check-in{'s' * (several != 1)} from {dates.full(page.first)} to {dates.full(page.last)}"


def _line(page: DiaryPage, measure: Measure, found: Sequence[Score], wide: int, width: int) -> Row:
    drawn, figures = spark(page, measure, found, _marks(wide, width)), _figures(page, measure, found)
    return Row((Span(f"{measure.id:<{wide}}", "id"), Span(drawn, "bar"), Span(measured(figures))), hang=wide)


def _marks(wide: int, width: int) -> int:
    """How many marks a line of days has at most."""
    return max(7, min(42, width - wide - 30))


def _days_a_mark(page: DiaryPage, most: int) -> int:
    return -(-_days(page) // most)


def _days(page: DiaryPage) -> int:
    return (page.last - page.first).days + 1


def _figures(page: DiaryPage, measure: Measure, found: Sequence[Score]) -> str:
    """The first and the last score, the lowest and the highest, and the band of the day."""
    days = [*by_day(found).values()]
    first, last = value(days[0].value, measure), value(days[-1].value, measure)
    ends = sorted(each.value for each in found)
    band = usual(measure, page.plan, page.today)
    more = f", usual now {band[0]:g} to {band[1]:g}" if band else ""
    spread = f", lowest {value(ends[0], measure)}, highest {value(ends[-1], measure)}" if len(found) > 1 else ""
    path = f"{first} to {last}" if len(days) > 1 else last
    return f"  {path} ({dates.short(days[-1].day)}){spread}{more}"


def spark(page: DiaryPage, measure: Measure, found: Sequence[Score], most: int) -> str:
    """One mark a day, the higher the worse; where days share a mark it is that of the highest score of them."""
    days = by_day(found)
    count, size = _days(page), _days_a_mark(page, most)
    marks = []
    for place in range(0, count, size):
        block = [away(page.first, timedelta(days=each)) for each in range(place, min(place + size, count))]
        values = [each.value for each in found if each.day in set(block) & days.keys()]
        marks.append(_mark(max(values), measure, found) if values else NO_SCORE)
    return "".join(marks)


def _mark(score: float, measure: Measure, found: Iterable[Score]) -> str:
    values = [each.value for each in found]
    least, most = (min(values), max(values)) if measure.scale is None or is_temperature(measure) else measure.scale
    share = 0 if most == least else (score - least) / (most - least)
    return HEIGHTS[min(len(HEIGHTS) - 1, int(share * len(HEIGHTS)))]


def _gaps(page: DiaryPage, size: int) -> str:
    """What a mark stands for, and how many days have no check-in."""
    count = _days(page)
    without = count - len({each.day for each in page.check_ins})
    gaps = f" No check-in on {without} of {count} days: that says nothing about how they were." if without else ""
    mark = f"One mark is {size} days, as high as the highest score. " if size > 1 else ""
    return f"{mark}{NO_SCORE} is {'no day with a score' if size > 1 else 'a day without a score'}.{gaps}"


def _entry(page: DiaryPage, each: CheckIn) -> Row:
    found = [entered(name, each, page.plan.checklist.measures.get(name)) for name in each.scores]
    found += [f"{sign_title(raised.id, page.plan)} ({raised.urgency})" for raised in each.raised]
    found += [f"note: {each.note}"] if each.note else []
    when = f"{dates.near(each.day, page.today)} {each.at:%H:%M}"
    return Row((Span(f"{glued(when)}  ", "dim"), Span(measured(words.clean("; ".join(found) or "nothing")))), hang=18)


def entered(name: str, each: CheckIn, measure: Measure | None) -> str:
    """A score of a check-in; of a measure that the plan has no more as it was entered."""
    found = each.score(measure) if measure else None
    return f"{name} {each.scores[name]:g}" if measure is None or found is None else f"{name} {value(found, measure)}"
