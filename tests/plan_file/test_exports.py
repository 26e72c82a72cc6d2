"""States exported, kept in the plan file: there when they were, strict when they come back, and never needed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from planner.plan_file import Log, OpenError
from planner.plan_file.codec import encode
from planner.plan_file.open import open_bytes
from planner.plan_file.save import plan_bytes
from planner.scenario.kept import MOST_KEPT, KeptState, with_state
from planner.scenario.shipped import shipped_plan
from tests.plan_file.files import ENFIELD, SAVED_AT, plan_and_log, resealed

PLAN = shipped_plan()


def state(posts: int, own_baseline: bool = False) -> KeptState:
    """The scenario shown with that many Schools and Youth Officer posts in Enfield."""
    baseline = PLAN.baseline_of(PLAN.shown)
    if own_baseline:
        baseline = replace(baseline, id="own", name="Own")
    scenario = replace(PLAN.shown, youth=PLAN.shown.youth.put(ENFIELD, posts), baseline_hash=baseline.hash)
    return KeptState(scenario, baseline, SAVED_AT)


def parts(*kept: KeptState) -> dict[str, bytes]:
    return encode(PLAN, Log(exports=kept), SAVED_AT)


def changed(change: Callable[[Any], object]) -> bytes:
    """A file with two states, one with a baseline of its own, and its exports changed."""
    made = parts(state(1), state(2, own_baseline=True))
    document = json.loads(made["exports.json"])
    change(document)
    return resealed({**made, "exports.json": json.dumps(document).encode()})


def test_a_plan_never_exported_has_no_such_part() -> None:
    assert list(parts()) == ["manifest.json", "plan.json", "area.json", "log.jsonl"]


def test_what_was_exported_is_there_when_the_plan_is_opened_again() -> None:
    kept = (state(1), state(2, own_baseline=True))
    plan, log = plan_and_log()
    opened = open_bytes(plan_bytes(plan, replace(log, exports=kept), SAVED_AT))
    assert opened.plan == plan
    assert opened.log == replace(log, exports=kept)


def test_a_baseline_the_plan_has_is_not_kept_twice() -> None:
    document = json.loads(parts(state(1), state(2, own_baseline=True))["exports.json"])
    assert list(document["baselines"]) == [state(2, own_baseline=True).baseline.hash]


def test_one_state_exported_again_is_kept_once_and_is_the_latest() -> None:
    kept = with_state(with_state(with_state((), state(1)), state(2)), state(1))
    assert [one.scenario.youth[ENFIELD] for one in kept] == [2, 1]


def test_the_fifty_latest_are_kept() -> None:
    kept: tuple[KeptState, ...] = ()
    for posts in range(MOST_KEPT + 1):
        kept = with_state(kept, state(posts))
    assert [kept[0].scenario.youth[ENFIELD], kept[-1].scenario.youth[ENFIELD]] == [1, MOST_KEPT]
    assert len(kept) == MOST_KEPT


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda d: d.pop("exports"), "has no exports"),
        (lambda d: d.update(more=1), "“more”, which is not known here"),
        (lambda d: d.update(exports={}), "a list is expected"),
        (lambda d: d.update(exports=d["exports"] * 26), "has 52 states; the most is 50"),
        (lambda d: d.update(exports=d["exports"][:1] * 2), "has one state twice"),
        (lambda d: d["exports"][0].update(fingerprint="0" * 64), "is not that of the state beside it"),
        (lambda d: d["exports"][0].pop("when"), "has no when"),
        (lambda d: d["exports"][0].update(when=3), "text is expected"),
        (lambda d: d["exports"][0]["scenario"]["youth"].update(E09000010=-1), "posts are whole"),
        (lambda d: d["exports"][0]["scenario"]["assignment"].update(E09000010="ZZ"), "holds a state that cannot"),
        (lambda d: d["exports"][0]["scenario"].update(baseline="0" * 64), "holds a state that cannot"),
        (lambda d: d["baselines"].clear(), "holds a state that cannot"),
        (lambda d: next(iter(d["baselines"].values()))["baseline"].update(name="x"), "not what its hash says"),
    ],
)
def test_exports_that_do_not_hold_are_refused_with_the_place(change: Callable[[Any], object], words: str) -> None:
    with pytest.raises(OpenError, match=words) as refusal:
        open_bytes(changed(change))
    assert "exports.json" in str(refusal.value)


def test_exports_that_the_manifest_does_not_name_are_refused() -> None:
    made = parts(state(1))
    manifest = json.loads(made["manifest.json"])
    del manifest["parts"]["exports.json"]
    with pytest.raises(OpenError, match="no part of a plan"):
        open_bytes(resealed(made, parts=manifest["parts"]))


def test_exports_that_are_named_and_missing_are_told() -> None:
    made = parts(state(1))
    manifest = json.loads(made["manifest.json"])
    del made["exports.json"]
    with pytest.raises(OpenError, match=r"Its part exports\.json is missing"):
        open_bytes(resealed(made, parts=manifest["parts"]))
