"""The card at the cursor: what a move would change, before it is made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from planner.area.joins import border_between, join_of
from planner.outcome.evaluate import Outcome
from planner.outcome.rules.result import OUTCOMES
from planner.views.issues import WARD_RULES, new_findings
from planner.words.money import change_in_millions, in_millions, signed_in_millions
from planner.words.names import plural
from planner.words.numbers import change_in_whole, decimal, signed, signed_decimal, whole
from planner.words.vocabulary import Outcome as RuleOutcome

BY_HAND = "Release to move · Esc leaves it as it was"
FROM_MENU = "Enter or click to move · Esc leaves it"
"""How a move tried by dragging, or in a menu, is made or left."""
MOST_LINES = 4


@dataclass(frozen=True)
class CardRow:
    """A figure now, as it would be, and the change. `part` marks a row that says what part of the one above it is."""

    label: str
    now: str
    then: str
    change: str
    part: bool = False
    starts_group: bool = False


@dataclass(frozen=True)
class CardLine:
    """A sentence with its sign: "join_land", "join_bridge", "join_apart" or a rule outcome as in its words."""

    sign: str
    rule: str
    words: str


@dataclass(frozen=True)
class DragCard:
    """The whole card. Where `refused` is set it is the only thing shown.

    `left_out` counts the lines that are read under Issues alone; where there are any, the last line says so.
    """

    title: str = ""
    rows: tuple[CardRow, ...] = ()
    lines: tuple[CardLine, ...] = ()
    way_out: str = BY_HAND
    refused: str = ""
    left_out: int = 0


def refused_card(reason: str) -> DragCard:
    """The card of a move that cannot be made."""
    return DragCard(refused=reason)


def drag_card(now: Outcome, then: Outcome, boroughs: Iterable[str], target: str | None) -> DragCard:
    """What moving the boroughs to the BCU (None: to none) would change."""
    moving = tuple(boroughs)
    sources = list(dict.fromkeys(now.scenario.assignment.get(b) for b in moving))
    touched = [target, *(code for code in sources if code != target)]
    rows = [row for code in touched[:3] for row in _place_rows(now, then, code)]
    lines = [*_join_lines(now, then, moving, target), *rule_lines(now, then)]
    card = DragCard(_title(now, moving, target), (*rows, *all_rows(now, then)), tuple(lines))
    return card if len(lines) <= MOST_LINES else _with_lines(card, lines[: MOST_LINES - 1], len(lines) - MOST_LINES + 1)


def shorter_card(card: DragCard) -> DragCard | None:
    """The card with less on it, for where it does not fit: without the parts of rows, then line by line.

    None where it says only what has to be said: the figures, one line, and that there are more.
    """
    if any(row.part for row in card.rows):
        return replace(card, rows=tuple(row for row in card.rows if not row.part))
    told = card.lines[:-1] if card.left_out else card.lines
    return None if len(told) < 2 else _with_lines(card, told[:-1], card.left_out + 1)


def _with_lines(card: DragCard, lines: Sequence[CardLine], left_out: int) -> DragCard:
    more = CardLine("", "", f"{whole(left_out)} more under Issues")
    return replace(card, lines=(*lines, more), left_out=left_out)


def _title(now: Outcome, moving: tuple[str, ...], target: str | None) -> str:
    names = now.area.borough_by_code
    what = names[moving[0]].name if len(moving) == 1 else plural(len(moving), "borough")
    if target is None:
        return f"Take {what} out of its BCU" if len(moving) == 1 else f"Take {what} out of their BCUs"
    return f"Move {what} to {now.scenario.bcus[target].name} ({target})"


def _place_rows(now: Outcome, then: Outcome, code: str | None) -> tuple[CardRow, CardRow]:
    name = now.scenario.bcus[code].name if code is not None else "Unassigned"
    posts, wards = (_posts(now, code), _posts(then, code)), (_wards(now, code), _wards(then, code))
    return (
        _count_row(f"{name} posts", *posts),
        _count_row(f"{name} wards", *wards),
    )


def _posts(outcome: Outcome, code: str | None) -> float:
    if code is not None:
        return outcome.number("officers", code)
    return sum(outcome.number("officers_kept", borough) for borough in outcome.unassigned)


def _wards(outcome: Outcome, code: str | None) -> int:
    boroughs = outcome.boroughs_of[code] if code is not None else outcome.unassigned
    return sum(len(outcome.area.wards_of[borough]) for borough in boroughs)


def _count_row(label: str, now: float, then: float, *, starts_group: bool = False) -> CardRow:
    return CardRow(label, whole(now), whole(then), change_in_whole(now, then), starts_group=starts_group)


def all_rows(now: Outcome, then: Outcome) -> list[CardRow]:
    """Posts, saving and superintendents of the whole scenario, now and as they would be."""
    posts = now.number("officers_in_all"), then.number("officers_in_all")
    saving = now.number("full_year_saving"), then.number("full_year_saving")
    rows = [_count_row("All posts", *posts, starts_group=True)]
    if posts[0] != posts[1]:
        rounding = _sum(then, "officer_rounding") - _sum(now, "officer_rounding")
        rows.append(CardRow("of which rounding", "", "", _posts_part(rounding), part=True))
    places = 2
    rows.append(
        CardRow(
            "All saving, £m a year",
            in_millions(saving[0], places),
            in_millions(saving[1], places),
            change_in_millions(*saving, places),
        )
    )
    if saving[0] != saving[1]:
        rounding = _sum(then, "saving_rounding") - _sum(now, "saving_rounding")
        rows.append(CardRow("of which rounding", "", "", signed_in_millions(rounding, places), part=True))
    rows.append(
        _count_row("All superintendents", now.number("superintendents_in_all"), then.number("superintendents_in_all"))
    )
    return rows


def _sum(outcome: Outcome, figure: str) -> float:
    return float(outcome.values[figure].sum())


def _posts_part(posts: float) -> str:
    """Whole where it is whole; otherwise one decimal, since rounding is a part of a post."""
    return signed(posts) if abs(posts - round(posts)) < 1e-6 else signed_decimal(posts, 1)


def _join_lines(now: Outcome, then: Outcome, moving: tuple[str, ...], target: str | None) -> list[CardLine]:
    if target is None:
        return []
    area, after = now.area, then.boroughs_of[target]
    join = join_of(area, after)
    if len(after) < 2:
        return []
    if join.kind != "land":
        sign = "join_bridge" if join.kind == "crossing" else "join_apart"
        return [CardLine(sign, "", f"{join.words[:1].upper()}{join.words[1:]}")]
    others = [code for code in after if code not in moving]
    borders = [b for code in moving for b in border_between(area, code, others) if b.land_m > 0]
    if not borders:
        return [CardLine("join_land", "", "Joined by land")]
    longest = max(borders, key=lambda b: b.land_m)
    names = area.borough_by_code
    pair = f"{names[longest.a].name}–{names[longest.b].name}"
    return [CardLine("join_land", "", f"Joined by land: {pair}, {decimal(longest.land_m / 1000, 1)} km")]


def rule_lines(now: Outcome, then: Outcome) -> list[CardLine]:
    """What a move would break or put at risk, rule by rule, and then what it would mend."""
    lines, wards = [], dict[tuple[RuleOutcome, str], int]()
    for verdict, rule, _, reason in new_findings(now, then):
        if rule in WARD_RULES:
            wards[verdict, rule] = wards.get((verdict, rule), 0) + 1
        else:
            lines.append(CardLine(verdict.value, rule, _first_sentence(reason)))
    lines += [CardLine(verdict.value, rule, plural(n, "ward")) for (verdict, rule), n in wards.items()]
    return [*lines, *_cured_lines(now, then)]


def _cured_lines(now: Outcome, then: Outcome) -> list[CardLine]:
    """What the move would mend, for rules about boroughs, BCUs and money."""
    lines = []
    after = {r.id: r for r in then.rules}
    for result in now.rules:
        later = after.get(result.id)
        if result.id in WARD_RULES or later is None:
            continue
        found = {s: int(g) for s, g in zip(later.subjects, later.found.tolist(), strict=True)}
        met = len(OUTCOMES) - 1
        for subject, verdict in zip(result.subjects, result.found.tolist(), strict=True):
            if verdict < met and found.get(subject) == met:
                reason = later.reason(later.subjects.index(subject))
                lines.append(CardLine(RuleOutcome.MET.value, result.id, _first_sentence(reason)))
    return lines


def _first_sentence(reason: str) -> str:
    return reason.split(". ")[0]
