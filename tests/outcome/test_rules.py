"""Each rule, with the exact number at which it turns."""

import pickle
import weakref
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.outcome.evaluate import evaluate
from planner.outcome.rules import RULES, RuleRow
from planner.scenario.types import Bcu, OneOff, Override, Scenario
from planner.words.frozen_map import FrozenMap
from planner.words.vocabulary import FUNCTIONS, YEARS, Function, Outcome, Role, Terms
from tests.outcome.scenarios import AREA, BASELINE, PLAN, TWELVE, random_scenario

ENFIELD, HARINGEY, BARNET, BEXLEY = "E09000010", "E09000014", "E09000003", "E09000004"
HAVERING, SOUTHWARK, TOWER_HAMLETS = "E09000016", "E09000028", "E09000030"
FIRST = AREA.wards[0].code


def rows(scenario: Scenario, id_: str) -> dict[str, RuleRow]:
    result = RULES[id_](evaluate(AREA, BASELINE, scenario))
    return {} if result is None else {r.subject: r for r in result.rows()}


def assigned(changes: dict[str, str | None]) -> Scenario:
    pairs = {**TWELVE.assignment, **changes}
    return replace(TWELVE, assignment=FrozenMap({b: c for b, c in pairs.items() if c}))


def ward(**changes: object) -> Scenario:
    columns = {name: (value, *getattr(TWELVE.wards, name)[1:]) for name, value in changes.items()}
    return replace(TWELVE, wards=replace(TWELVE.wards, **columns))


def setting(**values: object) -> Scenario:
    rules = {**TWELVE.rules, **{k.replace("_", "."): v for k, v in values.items()}}
    return replace(TWELVE, rules=FrozenMap(rules))


@pytest.mark.parametrize(("posts", "outcome"), [(2, Outcome.MET), (1, Outcome.NOT_MET), (0, Outcome.NOT_MET)])
def test_w1_turns_at_two_dwos(posts: int, outcome: Outcome) -> None:
    row = rows(ward(dwo=posts), "W1")[FIRST]
    assert row.outcome is outcome
    assert f"has {posts} DWO post" in row.reason
    assert "the minimum is 2" in row.reason


@pytest.mark.parametrize(("posts", "outcome"), [(1, Outcome.MET), (0, Outcome.NOT_MET)])
def test_w2_turns_at_one_pcso(posts: int, outcome: Outcome) -> None:
    assert rows(ward(pcso=posts), "W2")[FIRST].outcome is outcome


@pytest.mark.parametrize(
    ("dwo", "vacancies", "abstraction", "outcome", "effective"),
    [
        (2, 0, 0.0, Outcome.MET, "2.0"),
        (2, 1, 0.0, Outcome.AT_RISK, "1.0"),
        (2, 0, 0.1, Outcome.AT_RISK, "1.8"),
        (3, 1, 0.0, Outcome.MET, "2.0"),
        (4, 0, 0.5, Outcome.MET, "2.0"),
        (1, 0, 0.0, Outcome.NOT_MET, "1.0"),
        (2, 3, 0.0, Outcome.AT_RISK, "0.0"),
    ],
)
def test_w3_is_at_risk_when_only_the_posts_meet_the_minimum(
    dwo: int, vacancies: int, abstraction: float, outcome: Outcome, effective: str
) -> None:
    row = rows(ward(dwo=dwo, vacancies=vacancies, abstraction=abstraction), "W3")[FIRST]
    assert row.outcome is outcome
    assert f"{effective} in effect" in row.reason


def test_w4_wants_every_ward_ring_fenced() -> None:
    assert rows(TWELVE, "W4")[FIRST].outcome is Outcome.MET
    assert rows(ward(ring_fenced=False), "W4")[FIRST].outcome is Outcome.NOT_MET


@pytest.mark.parametrize("id_", ["W1", "W2", "W3", "W4"])
def test_wards_of_a_borough_in_no_bcu_are_incomplete(id_: str) -> None:
    found = rows(assigned({AREA.wards[0].borough: None}), id_)
    incomplete = [r for r in found.values() if r.outcome is Outcome.INCOMPLETE]
    assert len(incomplete) == 17
    assert all("not yet in a BCU" in r.reason for r in incomplete)
    assert len(found) == 629


def test_g1_is_incomplete_for_a_borough_in_no_bcu() -> None:
    found = rows(assigned({ENFIELD: None}), "G1")
    assert found[ENFIELD].outcome is Outcome.INCOMPLETE
    assert found[HARINGEY].outcome is Outcome.MET
    assert len(found) == 32


def test_g2_wants_two_to_five_boroughs() -> None:
    found = rows(assigned({ENFIELD: "NW"}), "G2")
    assert found["NA"].outcome is Outcome.NOT_MET
    assert "1 borough (Haringey); at least 2 are needed" in found["NA"].reason
    assert found["NW"].outcome is Outcome.MET
    west = {b.code: "WA" for b in AREA.policed if b.name in ("Brent", "Harrow", "Barnet")}
    six = rows(assigned(west), "G2")["WA"]
    assert six.outcome is Outcome.NOT_MET
    assert "6 boroughs; at most 5" in six.reason


def test_g2_is_incomplete_for_a_bcu_with_no_borough() -> None:
    empty = replace(TWELVE, bcus=TWELVE.bcus.put("ZZ", Bcu("ZZ", "New", "blue-1")))
    assert rows(empty, "G2")["ZZ"].outcome is Outcome.INCOMPLETE


def test_g3_tells_land_from_a_crossing_from_apart() -> None:
    crossing = rows(assigned({TOWER_HAMLETS: "AS"}), "G3")["AS"]
    assert crossing.outcome is Outcome.AT_RISK
    assert "Tower Bridge" in crossing.reason
    apart = rows(assigned({HAVERING: "AS"}), "G3")["AS"]
    assert apart.outcome is Outcome.NOT_MET
    assert "apart" in apart.reason
    assert {r.outcome for r in rows(TWELVE, "G3").values()} == {Outcome.MET}


def test_g4_wants_twelve_bcus_and_waits_while_boroughs_are_unassigned() -> None:
    assert rows(TWELVE, "G4")[""].outcome is Outcome.MET
    assert rows(assigned({ENFIELD: "NW", HARINGEY: "NW"}), "G4")[""].outcome is Outcome.NOT_MET
    assert rows(assigned({ENFIELD: None, HARINGEY: None}), "G4")[""].outcome is Outcome.INCOMPLETE


def test_g5_compares_with_east_area_at_four_decimals() -> None:
    found = rows(TWELVE, "G5")
    assert {s for s, r in found.items() if r.outcome is Outcome.AT_RISK} == {"NW", "SE", "SN", "SW"}
    assert found["EA"].outcome is Outcome.MET
    assert "2.12, above East Area's 1.66" in found["SW"].reason


def test_l1_wants_one_chief_superintendent() -> None:
    two = replace(
        TWELVE, overrides=FrozenMap({("NW", Function.HQ, Role.CHIEF_SUPERINTENDENT): Override(2, "handover")})
    )
    found = rows(two, "L1")
    assert found["NW"].outcome is Outcome.NOT_MET
    assert found["NA"].outcome is Outcome.MET


def test_l2_wants_five_superintendents() -> None:
    four = replace(TWELVE, overrides=FrozenMap({("NW", Function.HQ, Role.SUPERINTENDENT): Override(0, "none")}))
    row = rows(four, "L2")["NW"]
    assert row.outcome is Outcome.NOT_MET
    assert "has 4 superintendents; the rule is 5" in row.reason


def test_l3_is_incomplete_until_nominated_and_not_met_without_that_superintendent() -> None:
    assert {r.outcome for r in rows(TWELVE, "L3").values()} == {Outcome.INCOMPLETE}
    named = replace(TWELVE, contacts=FrozenMap({ENFIELD: Function.HQ}))
    assert rows(named, "L3")[ENFIELD].outcome is Outcome.MET
    none = replace(named, overrides=FrozenMap({("NA", Function.HQ, Role.SUPERINTENDENT): Override(0, "none")}))
    assert rows(none, "L3")[ENFIELD].outcome is Outcome.NOT_MET


def test_l4_is_at_risk_when_one_superintendent_has_two_boroughs() -> None:
    shared = replace(TWELVE, contacts=FrozenMap({ENFIELD: Function.HQ, HARINGEY: Function.HQ, BARNET: Function.HQ}))
    found = rows(shared, "L4")
    assert found["NA:HQ"].outcome is Outcome.AT_RISK
    assert found["NW:HQ"].outcome is Outcome.MET
    assert rows(TWELVE, "L4") == {}


@pytest.mark.parametrize(
    ("go_live", "outcome"),
    [(date(2019, 3, 31), Outcome.MET), (date(2019, 4, 1), Outcome.NOT_MET), (None, Outcome.INCOMPLETE)],
)
def test_t1_turns_after_31_march_2019(go_live: date | None, outcome: Outcome) -> None:
    late = replace(TWELVE, bcus=TWELVE.bcus.put("NW", replace(TWELVE.bcus["NW"], go_live=go_live)))
    assert rows(late, "T1")["NW"].outcome is outcome


@pytest.mark.parametrize(
    ("amount", "outcome"), [(99_770_090.0, Outcome.MET), (99_770_090.01, Outcome.NOT_MET), (73e6, Outcome.MET)]
)
def test_m1_turns_at_the_full_year_saving(amount: float, outcome: Outcome) -> None:
    target = replace(TWELVE.targets["f013"], amount=amount)
    assert rows(replace(TWELVE, targets=TWELVE.targets.put("f013", target)), "M1")[""].outcome is outcome


def test_m1_short_of_the_target_is_incomplete_while_a_borough_is_unassigned() -> None:
    two = PLAN.scenario("two-pathfinders-2017")
    assert rows(two, "M1")[""].outcome is Outcome.INCOMPLETE


def test_m1_holds_a_cumulative_target_against_cumulative_net_at_its_date() -> None:
    local = replace(TWELVE.targets["f001"], scope="local policing")
    row = rows(replace(TWELVE, targets=TWELVE.targets.put("f001", local), target_in_force="f001"), "M1")[""]
    assert row.outcome is Outcome.NOT_MET
    assert "Cumulative net saving to 2019/20 £156.6m" in row.reason


def test_m1_never_asks_this_programme_to_meet_a_force_wide_target_alone() -> None:
    row = rows(replace(TWELVE, target_in_force="f001"), "M1")[""]
    assert row.outcome is Outcome.AT_RISK
    assert "this programme's share is 39 % of £400m by 2019/20, force-wide (F001)" in row.reason
    easy = replace(TWELVE.targets["f001"], amount=156_586_294.92)
    met = rows(replace(TWELVE, targets=TWELVE.targets.put("f001", easy), target_in_force="f001"), "M1")[""]
    assert met.outcome is Outcome.MET


def test_a_limit_of_the_planners_own_is_not_called_approved() -> None:
    assert "£9.919m was approved" in rows(TWELVE, "M3")[""].reason
    assert "£12.000m is the limit set in this scenario" in rows(setting(M3_maximum=12_000_000), "M3")[""].reason
    assert "100 is the limit set in this scenario" in rows(setting(P1_on=True, P1_maximum=100), "P1")[""].reason
    assert "13 are asked for in this scenario" in rows(setting(G4_number=13), "G4")[""].reason


@pytest.mark.parametrize(("amount", "outcome"), [(97_794_090.0, Outcome.MET), (97_794_091.0, Outcome.NOT_MET)])
def test_m2_speaks_only_of_years_with_a_figure(amount: float, outcome: Outcome) -> None:
    assert rows(TWELVE, "M2") == {}
    target = replace(TWELVE.targets["f013"], annual=FrozenMap({"2019/20": amount}))
    found = rows(replace(TWELVE, targets=TWELVE.targets.put("f013", target)), "M2")
    assert {y: r.outcome for y, r in found.items()} == {"2019/20": outcome}


@pytest.mark.parametrize(("capital", "outcome"), [(3_723_000.0, Outcome.MET), (3_723_000.01, Outcome.NOT_MET)])
def test_m3_turns_at_the_approved_cost(capital: float, outcome: Outcome) -> None:
    cost = OneOff(TWELVE.one_off.revenue, FrozenMap({"2018/19": capital}))
    assert rows(replace(TWELVE, one_off=cost), "M3")[""].outcome is outcome


@pytest.mark.parametrize(("most", "outcome"), [(1258, Outcome.MET), (1257, Outcome.NOT_MET)])
def test_p1_turns_at_the_funded_dwo_posts(most: int, outcome: Outcome) -> None:
    assert rows(setting(P1_on=True, P1_maximum=most), "P1")[""].outcome is outcome


def test_p1_is_off_until_switched_on() -> None:
    ids = [r.id for r in evaluate(AREA, BASELINE, TWELVE).rules]
    assert "P1" not in ids
    on = [r.id for r in evaluate(AREA, BASELINE, setting(P1_on=True)).rules]
    assert "P1" in on


@pytest.mark.parametrize("id_", sorted(RULES))
def test_a_rule_switched_off_gives_no_row(id_: str) -> None:
    off = setting(**{f"{id_}_on": False})
    assert id_ not in [r.id for r in evaluate(AREA, BASELINE, off).rules]


def test_subjects_are_the_codes_the_model_names() -> None:
    nominated = replace(TWELVE, contacts=FrozenMap({b.code: FUNCTIONS[0] for b in AREA.policed}))
    subjects = {r.id: set(r.subjects) for r in evaluate(AREA, BASELINE, nominated).rules}
    boroughs, bcus = {b.code for b in AREA.policed}, set(TWELVE.bcus)
    assert subjects["W1"] == subjects["W4"] == {w.code for w in AREA.wards}
    assert subjects["G1"] == subjects["L3"] == boroughs
    assert subjects["G2"] == subjects["G3"] == subjects["G5"] == subjects["L1"] == subjects["T1"] == bcus
    assert subjects["L4"] == {f"{c}:{FUNCTIONS[0]}" for c in bcus}
    assert subjects["G4"] == subjects["M1"] == subjects["M3"] == {""}


def test_m1_is_met_by_a_target_of_exactly_the_figure_shown() -> None:
    for terms in Terms:
        figures = evaluate(AREA, BASELINE, TWELVE, terms).values["cumulative_net"].tolist()
        for year, figure in zip(YEARS, figures, strict=True):
            for amount, outcome in ((round(figure, 2), Outcome.MET), (round(figure, 2) + 0.01, Outcome.NOT_MET)):
                target = replace(TWELVE.targets["f013"], kind="cumulative", by=year, amount=amount)
                aimed = replace(TWELVE, targets=TWELVE.targets.put("f013", target), target_in_force="f013")
                (row,) = (r.worst for r in evaluate(AREA, BASELINE, aimed, terms).rules if r.id == "M1")
                assert row == outcome, (terms, year)


@given(st.integers(0, 10_000_000))
def test_rules_kept_from_other_scenarios_are_those_of_the_scenario_read_anew(seed: int) -> None:
    scenario = random_scenario(seed)
    for edited in (
        scenario,
        replace(scenario, wards=TWELVE.wards),
        replace(scenario, rules=setting(W1_minimum=3).rules),
    ):
        kept = evaluate(AREA, BASELINE, edited).rules
        anew = evaluate(AREA, BASELINE, pickle.loads(pickle.dumps(edited))).rules
        assert [list(rule.rows()) for rule in kept] == [list(rule.rows()) for rule in anew]


def test_a_go_live_date_has_no_ward_checked_again() -> None:
    now = {rule.id: rule for rule in evaluate(AREA, BASELINE, replace(TWELVE)).rules}
    dated = replace(TWELVE, bcus=TWELVE.bcus.put("NW", replace(TWELVE.bcus["NW"], go_live=date(2019, 4, 1))))
    then = {rule.id: rule for rule in evaluate(AREA, BASELINE, dated).rules}
    assert {id_ for id_ in then if then[id_] is now[id_]} >= {"W1", "W2", "W3", "W4", "M3"}
    assert (now["T1"].worst, then["T1"].worst) == (Outcome.MET, Outcome.NOT_MET)


@pytest.mark.parametrize("id_", sorted(RULES))
def test_a_result_that_is_kept_holds_no_outcome_back(id_: str) -> None:
    found = evaluate(AREA, BASELINE, replace(TWELVE, contacts=FrozenMap({b.code: FUNCTIONS[0] for b in AREA.policed})))
    own = type(found)(found.area, found.baseline, found.scenario, found.terms, found.values)
    gone = weakref.ref(own)
    assert own.rules
    result = RULES[id_](own)
    assert result is None or result.row(0).reason
    del own  # goes at once, without the collector of cycles, whose turns would be felt at the screen
    assert gone() is None
