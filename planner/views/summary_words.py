"""The headline of an outcome in a few lines of text, for the command line."""

from __future__ import annotations

from planner.outcome.evaluate import Outcome
from planner.scenario.plain import fingerprint, short
from planner.views.frozen import FrozenNote
from planner.views.headline import headline
from planner.views.issues import counts
from planner.words.names import plural


def summary_lines(outcome: Outcome, note: FrozenNote | None = None) -> list[str]:
    """Scenario, posts, saving, wards and rules, each on a line, labels in one column; `note` where it is frozen."""
    found = headline(outcome)
    wards = f"{found.wards.value} at the minimum in posts"
    if found.wards.has_effect:
        wards += f", {found.wards.in_effect} in effect"
    saving = " ".join(part for part in (found.saving.change, found.saving.note) if part)
    count = counts(outcome)
    rules = (
        f"{plural(count.rules_met, 'rule')} met throughout; findings: {count.not_met} not met, "
        f"{count.at_risk} at risk, {count.incomplete} incomplete"
    )
    rows = [
        ("Scenario", f"{found.scenario}, fingerprint {short(fingerprint(outcome.scenario))}"),
        ("Status", found.status),
        *([("Frozen", note.text)] if note is not None else []),
        (found.posts.label, f"{found.posts.value}, {found.posts.change} {found.posts.note}"),
        (found.saving.label, f"{found.saving.value}, {saving}"),
        ("Wards", wards),
        (found.teams.label, f"{found.teams.value}, {found.teams.note}"),
        ("Rules", rules),
    ]
    wide = max(len(label) for label, _ in rows)
    return [f"{label:<{wide}}  {words}" for label, words in rows]
