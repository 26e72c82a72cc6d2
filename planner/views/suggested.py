"""Suggestions in words and as plain values: the best map, a standing, shared ward posts, nominations."""

from __future__ import annotations

from typing import Any

from planner.outcome.evaluate import Outcome
from planner.suggest.best import Suggestion
from planner.suggest.contacts import Contacts
from planner.suggest.said import aim_words, terms_plain, terms_words, value_words
from planner.suggest.standing import Standing
from planner.suggest.wards import METHOD_WORDS, Sharing
from planner.views.share import demand_words
from planner.views.standing import count_words
from planner.views.tried import uncapital
from planner.words.money import pounds
from planner.words.names import listing, plural
from planner.words.numbers import signed, whole, with_sign

_MOST_WARDS = 12


def map_plain(outcome: Outcome, suggestion: Suggestion) -> dict[str, Any]:
    """A suggested map as plain JSON values; groups are numbered from 1, BCUs are codes."""
    return {
        "terms": terms_plain(suggestion.terms),
        "proven": suggestion.proven,
        "value": suggestion.value,
        "assignment": suggestion.assignment,
        "moves": [{"borough": m.borough, "from": m.source, "to": m.target} for m in suggestion.moves],
        "posts_change": suggestion.posts_change,
        "saving_change": suggestion.saving_change,
    }


def map_lines(outcome: Outcome, suggestion: Suggestion) -> list[str]:
    """A suggested map in words: what was proved, each BCU, what moves and what it changes."""
    name = {b.code: b.name for b in outcome.area.boroughs}
    bcus = suggestion.scenario.bcus
    lines = [suggestion.what_was_proved, ""]
    for group, code in zip(suggestion.proposal.groups, suggestion.proposal.codes, strict=True):
        lines.append(f"  {bcus[code].name} ({code}): {listing([name[c] for c in group])}")
    lines += ["", *_change_lines(suggestion), *suggestion.notes]
    if suggestion.proposal.emptied:
        left = [outcome.scenario.bcus[code].name for code in suggestion.proposal.emptied]
        lines.append(f"Left with no borough, but kept: {listing(left)}.")
    return [*lines, "Nothing was changed."]


def _change_lines(suggestion: Suggestion) -> list[str]:
    between = [m for m in suggestion.moves if m.source is not None]
    new = len(suggestion.moves) - len(between)
    moved = plural(len(between), "borough") if between else "no borough"
    moves = f"{moved} would move" + (f" and {whole(new)} be assigned" if new else "")
    return [
        f"Against the scenario as it is: {moves}; posts {signed(suggestion.posts_change)}, full-year saving "
        f"{with_sign(pounds(suggestion.saving_change))}."
    ]


def standing_plain(found: Standing) -> dict[str, Any]:
    """A standing as plain JSON values; the 95 % interval of the share only where it was sampled."""
    plain: dict[str, Any] = {
        "terms": terms_plain(found.terms),
        "maps": found.maps,
        "as_good_or_better": found.as_good_or_better,
        "share": found.share,
        "best": found.best,
        "present": found.present,
        "method": found.method,
    }
    if found.interval is not None:
        plain["interval"] = list(found.interval)
    return plain


def standing_lines(outcome: Outcome, found: Standing) -> list[str]:
    """A standing in words."""
    area, terms = outcome.area, found.terms
    values = [
        f"{aim_words(area, terms, aim)} {value_words(aim, value)}"
        for aim, value in zip(terms.aims, found.presents, strict=True)
    ]
    lines = [
        f"{outcome.scenario.name}: {listing(values)}.",
        f"Of {whole(found.maps)} possible maps ({terms_words(area, outcome.scenario, terms)}), {_how_many(found)}.",
        f"The best has {aim_words(area, terms, terms.aims[0])} {value_words(terms.aims[0], found.best)}.",
    ]
    if found.outside:
        lines.append("This map is not one of those counted, since it does not meet the terms.")
    return lines


def _how_many(found: Standing) -> str:
    count = count_words(found)
    are = "is" if count.is_one else "are"
    known = count.known if found.interval is None else f"from maps drawn uniformly ({count.known})"
    return f"{count.good} {are} as good or better ({count.part}), {known}"


def ward_lines(outcome: Outcome, sharing: Sharing) -> list[str]:
    """Shared DWO posts in words: the methods side by side, then the wards that gain most."""
    wards, now = outcome.area.wards, outcome.scenario.wards.dwo
    lines = [
        f"{plural(sum(sharing.chosen.dwo), 'DWO post')} in all, by {uncapital(METHOD_WORDS[sharing.chosen.method])}."
    ]
    for one in sharing.all:
        ward = wards[outcome.area.ward_index[one.at]]
        lines.append(
            f"  {METHOD_WORDS[one.method]} ({one.method.value}): largest demand per DWO "
            f"{demand_words(sharing, one.largest_demand, unit=True)} ({ward.name}); {whole(one.gaining)} wards gain, "
            f"{whole(one.losing)} lose. {one.favours}"
        )
    gains = sorted(
        ((posts - before, i) for i, (before, posts) in enumerate(zip(now, sharing.chosen.dwo, strict=True))),
        key=lambda gain: (-gain[0], gain[1]),
    )
    borough = outcome.area.borough_by_code
    for gain, i in gains[:_MOST_WARDS]:
        if gain > 0:
            lines.append(f"  {wards[i].name}, {borough[wards[i].borough].name}: {signed(gain)}")
    return [*lines, *sharing.notes, "Nothing was changed."]


def contact_lines(outcome: Outcome, found: Contacts) -> list[str]:
    """Nominations in words, BCU by BCU."""
    name = {b.code: b.name for b in outcome.area.boroughs}
    lines = []
    for code, boroughs in outcome.boroughs_of.items():
        for borough in boroughs:
            if borough in found.nominations:
                mark = " (new)" if borough in found.changed else ""
                lines.append(
                    f"{outcome.scenario.bcus[code].name}: {name[borough]}, the {found.nominations[borough].value} "
                    f"superintendent{mark}"
                )
    return [*lines, *found.notes, "Nothing was changed."]
