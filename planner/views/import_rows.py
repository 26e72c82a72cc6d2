"""What taking a workbook's changes would come to, in the figures people ask for first."""

from __future__ import annotations

from planner.outcome.evaluate import Outcome
from planner.views.issues import counts
from planner.words.money import millions
from planner.words.names import plural
from planner.words.numbers import whole
from planner.words.vocabulary import Outcome as Verdict

_POSTS = (("officers_in_all", "officers"), ("dwos_in_all", "DWOs"), ("pcsos_in_all", "PCSOs"))


def effect_words(now: Outcome, then: Outcome) -> tuple[str, ...]:
    """Each headline figure before and after, those that stay the same left out: "DWOs 1,258 to 1,271"."""
    found = [(label, whole(now.number(figure)), whole(then.number(figure))) for figure, label in _POSTS]
    savings = [millions(outcome.number("full_year_saving")) for outcome in (now, then)]
    rules = [whole(counts(outcome).not_met) for outcome in (now, then)]
    found += [("full-year saving", savings[0], savings[1]), ("findings not met", rules[0], rules[1])]
    changed = tuple(f"{label} {before} to {after}" for label, before, after in found if before != after)
    return changed or ("no headline figure changes",)


def not_met_words(outcome: Outcome) -> str:
    """Which rules are not met and how often: "not met: G3 (1 finding), W1 (2 findings)."."""
    found = [(result.id, result.count(Verdict.NOT_MET)) for result in outcome.rules]
    told = [f"{rule} ({plural(number, 'finding')})" for rule, number in found if number]
    return f"not met: {', '.join(told)}." if told else "no rule is not met."
