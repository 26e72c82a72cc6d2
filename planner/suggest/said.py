"""Aims, values and terms in the words people read."""

from __future__ import annotations

from planner.area.types import Area
from planner.scenario.types import Scenario
from planner.suggest.measures import measure_names
from planner.suggest.terms import AIM_WORDS, MEASURED, Aim, Terms
from planner.words.money import pounds
from planner.words.names import listing, plural
from planner.words.numbers import decimal, share, whole

_METRES = 1000


def value_words(aim: Aim, value: float) -> str:
    """A value with its unit: "12.7 % of the mean", "237.3 km", "£100,626,711"."""
    if aim in MEASURED:
        return f"{share(value, 1)} of the mean"
    if aim is Aim.OUTLINE:
        return f"{decimal(value / _METRES, 1)} km"
    if aim is Aim.SAVING:
        return pounds(value)
    if aim is Aim.EXPOSURE:
        return decimal(value, 4)
    return plural(int(value), "post")


def unit_of(aim: Aim) -> str:
    """What a value of an aim is counted in, in a word for other programs to read."""
    if aim in MEASURED:
        return "share of the mean"
    return {Aim.OUTLINE: "metres", Aim.SAVING: "pounds a year", Aim.CHANGE: "posts"}.get(aim, "ratio")


def aim_words(area: Area, terms: Terms, aim: Aim) -> str:
    """An aim with the measure it speaks of: "largest deviation from the mean (Population 2017)"."""
    if aim in MEASURED:
        return f"{AIM_WORDS[aim]} ({measure_names(area)[terms.measure]})"
    return AIM_WORDS[aim]


def count_words(terms: Terms) -> str:
    """The number of BCUs asked for."""
    if terms.fewest == terms.most:
        return plural(terms.fewest, "BCU")
    return f"{whole(terms.fewest)} to {whole(terms.most)} BCUs"


def size_words(terms: Terms) -> str:
    """How many boroughs a BCU may have."""
    if terms.smallest == terms.largest:
        return plural(terms.smallest, "borough")
    return f"{whole(terms.smallest)}–{whole(terms.largest)} boroughs"


def join_words(area: Area, terms: Terms) -> str:
    """How BCUs may be joined."""
    words = "joined by land"
    if terms.min_border:
        words += f" borders of at least {whole(terms.min_border)} m"
    if terms.crossings:
        words += f" or across {plural(len(terms.crossings), 'crossing')}"
    return words


def held_words(area: Area, scenario: Scenario, terms: Terms) -> list[str]:
    """Each lock and each "together" and "apart" of the terms."""
    name = {b.code: b.name for b in area.boroughs}
    found = [f"{scenario.bcus[code].name} locked" for code in sorted(terms.locked_bcus)]
    found += [f"{name[code]} locked" for code in sorted(terms.locked_boroughs)]
    found += [f"{listing([name[c] for c in sorted(kept)])} kept together" for kept in terms.together]
    found += [f"{name[a]} and {name[b]} kept apart" for a, b in terms.apart]
    if terms.within is not None:
        found.append(f"every BCU within {share(terms.within)} of the mean")
    return found


def terms_words(area: Area, scenario: Scenario, terms: Terms) -> str:
    """The terms in one line: "12 BCUs of 2–4 boroughs, joined by land; Croydon locked"."""
    first = f"{count_words(terms)} of {size_words(terms)}, {join_words(area, terms)}"
    return "; ".join([first, *held_words(area, scenario, terms)])


def terms_plain(terms: Terms) -> dict[str, object]:
    """The terms as plain JSON values."""
    return {
        "bcus": [terms.fewest, terms.most],
        "boroughs": [terms.smallest, terms.largest],
        "crossings": [list(pair) for pair in sorted(terms.crossings)],
        "min_border_m": terms.min_border,
        "locked_boroughs": sorted(terms.locked_boroughs),
        "locked_bcus": sorted(terms.locked_bcus),
        "together": [sorted(kept) for kept in terms.together],
        "apart": [list(pair) for pair in terms.apart],
        "within": terms.within,
        "aims": [aim.value for aim in terms.aims],
        "units": [unit_of(aim) for aim in terms.aims],
        "measure": terms.measure,
        "tolerance": terms.tolerance,
    }
