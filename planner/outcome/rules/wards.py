"""W1–W4: the minimum in every ward. Wards of a borough in no BCU are incomplete."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from planner.area.types import Area
from planner.outcome.arrays import Array
from planner.outcome.rules.result import AT_RISK, INCOMPLETE, MET, NOT_MET, RuleResult, Rules, reading
from planner.scenario.types import WardDecisions
from planner.words.names import plural
from planner.words.numbers import decimal, share, whole

InBcu = NDArray[np.bool_]
"""For each ward, whether its borough is in a BCU."""
NOT_YET = "not yet in a BCU"


def _counted(id_: str, unit: str, area: Area, rules: Rules, in_bcu: InBcu, posts: Array) -> RuleResult:
    minimum = int(rules[f"{id_}.minimum"])
    found = _finish(in_bcu, np.where(posts >= minimum, MET, NOT_MET))

    def reason(i: int) -> str:
        if found[i] == INCOMPLETE:
            return f"{_ward(area, i)}: {NOT_YET}"
        return f"{_ward(area, i)} has {plural(int(posts[i]), f'{unit} post')}; the minimum is {whole(minimum)}"

    title = f"{unit} posts in every ward"
    return RuleResult(id_, title, f"at least {whole(minimum)}", area.ward_codes, found, reason)


def _finish(in_bcu: InBcu, found: NDArray[np.int_]) -> NDArray[np.int8]:
    """Wards of a borough in no BCU are incomplete, whatever their posts."""
    return np.where(in_bcu, found, INCOMPLETE).astype(np.int8)


def _ward(area: Area, i: int) -> str:
    ward = area.wards[i]
    return f"{ward.name}, {area.borough_by_code[ward.borough].name}"


@reading(lambda o: (o.area, o.scenario.rules, o.ward_in_bcu, o.values["dwo"]))
def w1(area: Area, rules: Rules, in_bcu: InBcu, posts: Array) -> RuleResult:
    """W1: DWO posts in every ward ≥ minimum (London Councils, 10 Oct 2017; F034)."""
    return _counted("W1", "DWO", area, rules, in_bcu, posts)


@reading(lambda o: (o.area, o.scenario.rules, o.ward_in_bcu, o.values["pcso"]))
def w2(area: Area, rules: Rules, in_bcu: InBcu, posts: Array) -> RuleResult:
    """W2: PCSO posts in every ward ≥ minimum (F035)."""
    return _counted("W2", "PCSO", area, rules, in_bcu, posts)


@reading(
    lambda o: (
        o.area,
        o.scenario.rules,
        o.ward_in_bcu,
        o.scenario.wards,
        o.values["dwo"],
        o.values["effective"],
    )
)
def w3(area: Area, rules: Rules, in_bcu: InBcu, wards: WardDecisions, posts: Array, effective: Array) -> RuleResult:
    """W3: effective DWOs in every ward ≥ minimum; at risk when only the posts meet it.

    The ring fence was relaxed in summer 2017 and restored (PCD 323; MOPAC BCU progress briefing, Sept 2017).
    """
    minimum = float(rules["W3.minimum"])
    meets = np.round(effective, 9) >= minimum
    found = _finish(in_bcu, np.where(meets, MET, np.where(posts >= minimum, AT_RISK, NOT_MET)))

    def reason(i: int) -> str:
        if found[i] == INCOMPLETE:
            return f"{_ward(area, i)}: {NOT_YET}"
        away = []
        if wards.vacancies[i]:
            away.append(plural(wards.vacancies[i], "vacancy", "vacancies"))
        if wards.abstraction[i]:
            away.append(f"{share(wards.abstraction[i])} abstracted")
        after = f" after {' and '.join(away)}" if away else ""
        return (
            f"{_ward(area, i)} has {whole(int(posts[i]))} in posts, {decimal(float(effective[i]), 1)} in effect"
            f"{after}; the minimum is {whole(int(minimum))}"
        )

    title, threshold = "Effective DWOs in every ward", f"at least {whole(int(minimum))}"
    return RuleResult("W3", title, threshold, area.ward_codes, found, reason)


@reading(lambda o: (o.area, o.ward_in_bcu, o.values["ring_fenced"]))
def w4(area: Area, in_bcu: InBcu, fenced: Array) -> RuleResult:
    """W4: every ward's DWOs ring-fenced from abstraction (London Councils, 10 Oct 2017)."""
    found = _finish(in_bcu, np.where(fenced != 0, MET, NOT_MET))

    def reason(i: int) -> str:
        if found[i] == INCOMPLETE:
            return f"{_ward(area, i)}: {NOT_YET}"
        state = "are ring-fenced" if fenced[i] else "are not ring-fenced from abstraction"
        return f"The DWOs of {_ward(area, i)} {state}"

    return RuleResult("W4", "DWOs ring-fenced in every ward", "ring-fenced", area.ward_codes, found, reason)
