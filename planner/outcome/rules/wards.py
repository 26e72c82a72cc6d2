"""W1–W4: the minimum in every ward. Wards of a borough in no BCU are incomplete."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from planner.outcome.rules.result import AT_RISK, INCOMPLETE, MET, NOT_MET, RuleResult
from planner.words.names import plural
from planner.words.numbers import decimal, share, whole

if TYPE_CHECKING:
    from planner.outcome.evaluate import Outcome

NOT_YET = "not yet in a BCU"


def _counted(outcome: Outcome, id_: str, figure: str, unit: str) -> RuleResult:
    minimum = int(outcome.scenario.rules[f"{id_}.minimum"])
    posts = outcome.values[figure]
    found = np.where(posts >= minimum, MET, NOT_MET).astype(np.int8)
    found, subjects = _finish(outcome, found)

    def reason(i: int) -> str:
        if found[i] == INCOMPLETE:
            return f"{_ward(outcome, i)}: {NOT_YET}"
        return f"{_ward(outcome, i)} has {plural(int(posts[i]), f'{unit} post')}; the minimum is {whole(minimum)}"

    title = f"{unit} posts in every ward"
    return RuleResult(id_, title, f"at least {whole(minimum)}", subjects, found, reason)


def _finish(outcome: Outcome, found: NDArray[np.int8]) -> tuple[NDArray[np.int8], tuple[str, ...]]:
    """Wards of a borough in no BCU are incomplete, whatever their posts."""
    return np.where(outcome.ward_in_bcu, found, INCOMPLETE).astype(np.int8), outcome.members["ward"]


def _ward(outcome: Outcome, i: int) -> str:
    ward = outcome.area.wards[i]
    return f"{ward.name}, {outcome.area.borough_by_code[ward.borough].name}"


def w1(outcome: Outcome) -> RuleResult:
    """W1: DWO posts in every ward ≥ minimum (London Councils, 10 Oct 2017; F034)."""
    return _counted(outcome, "W1", "dwo", "DWO")


def w2(outcome: Outcome) -> RuleResult:
    """W2: PCSO posts in every ward ≥ minimum (F035)."""
    return _counted(outcome, "W2", "pcso", "PCSO")


def w3(outcome: Outcome) -> RuleResult:
    """W3: effective DWOs in every ward ≥ minimum; at risk when only the posts meet it.

    The ring fence was relaxed in summer 2017 and restored (PCD 323; MOPAC BCU progress briefing, Sept 2017).
    """
    minimum = float(outcome.scenario.rules["W3.minimum"])
    posts, effective = outcome.values["dwo"], outcome.values["effective"]
    meets = np.round(effective, 9) >= minimum
    found = np.where(meets, MET, np.where(posts >= minimum, AT_RISK, NOT_MET)).astype(np.int8)
    found, subjects = _finish(outcome, found)
    wards = outcome.scenario.wards

    def reason(i: int) -> str:
        if found[i] == INCOMPLETE:
            return f"{_ward(outcome, i)}: {NOT_YET}"
        away = []
        if wards.vacancies[i]:
            away.append(plural(wards.vacancies[i], "vacancy", "vacancies"))
        if wards.abstraction[i]:
            away.append(f"{share(wards.abstraction[i])} abstracted")
        after = f" after {' and '.join(away)}" if away else ""
        return (
            f"{_ward(outcome, i)} has {whole(int(posts[i]))} in posts, {decimal(float(effective[i]), 1)} in effect"
            f"{after}; the minimum is {whole(int(minimum))}"
        )

    return RuleResult("W3", "Effective DWOs in every ward", f"at least {whole(int(minimum))}", subjects, found, reason)


def w4(outcome: Outcome) -> RuleResult:
    """W4: every ward's DWOs ring-fenced from abstraction (London Councils, 10 Oct 2017)."""
    fenced = outcome.values["ring_fenced"]
    found, subjects = _finish(outcome, np.where(fenced != 0, MET, NOT_MET).astype(np.int8))

    def reason(i: int) -> str:
        if found[i] == INCOMPLETE:
            return f"{_ward(outcome, i)}: {NOT_YET}"
        state = "are ring-fenced" if fenced[i] else "are not ring-fenced from abstraction"
        return f"The DWOs of {_ward(outcome, i)} {state}"

    return RuleResult("W4", "DWOs ring-fenced in every ward", "ring-fenced", subjects, found, reason)
