"""The shipped area and baseline hold the counts, totals and sources that were published for them."""

from __future__ import annotations

from collections import Counter

import pytest

from planner.area.build import AreaError, cell_index
from planner.area.shipped import load_area, load_baseline
from planner.words.vocabulary import FUNCTIONS, OFFICER_ROLES, SUPERVISOR_ROLES, Function, Role, Status
from tests.area.builders import small_area


def test_london_has_629_wards_in_32_policed_boroughs_and_the_city() -> None:
    area = load_area()
    assert (len(area.wards), len(area.policed), len(area.boroughs)) == (629, 32, 33)
    assert [borough.name for borough in area.boroughs if not borough.policed] == ["City of London"]
    assert area.name == "London, wards of 2014–2018"
    assert area.id == area.outlines_id == "london-2014"


def test_borders_are_counted_by_what_joins_them() -> None:
    area = load_area()
    policed = area.borough_index
    among = [x for x in area.borders if x.a in policed and x.b in policed]
    assert len(area.borders) == 82
    assert len(among) == 75
    assert Counter(x.crossing for x in among) == {"land": 63, "road": 7, "none": 4, "ferry": 1}


def test_every_road_and_ferry_crossing_has_a_name_and_no_other_has() -> None:
    for border in load_area().borders:
        assert bool(border.crossing_name) == (border.crossing in ("road", "ferry")), border
        assert (border.land_m > 0) == (border.crossing == "land"), border


def test_the_baseline_adds_up_to_17521_officers_and_629_pcsos() -> None:
    baseline = load_baseline(load_area())
    by_role = {
        role: sum(values[cell_index(f, role)] for values in baseline.posts.values() for f in FUNCTIONS) for role in Role
    }
    assert sum(by_role[role] for role in OFFICER_ROLES) == 17_521
    assert sum(by_role[role] for role in SUPERVISOR_ROLES) == 32 + 64 + 128 + 672 + 2480
    assert by_role[Role.PCSO] == sum(baseline.ward_pcso) == 629
    assert by_role[Role.DWO] == sum(baseline.ward_dwo) == 729
    assert by_role[Role.YOUTH] == 292
    assert baseline.status is Status.ILLUSTRATIVE
    assert (baseline.id, baseline.name) == ("illustrative-2016", "Illustrative baseline, 2016")


def test_a_known_baseline_cell_is_where_it_belongs() -> None:
    baseline = load_baseline(load_area())
    barking = baseline.posts["E09000002"]
    assert barking[cell_index(Function.RESPONSE, Role.CONSTABLE)] == 140
    assert barking[cell_index(Function.RESPONSE, Role.INSPECTOR)] == 6


def test_measures_say_what_they_are_and_cover_every_column() -> None:
    area = load_area()
    described = {measure.id: measure for measure in area.measures}
    assert set(described) == set(area.borough_measures) | set(area.ward_measures)
    assert all(m.name and m.unit and m.source for m in area.measures)
    assert {"pop_2017_gla", "tno_fy2016_17", "tno_fy2017_18", "area_land_km2"} <= set(area.borough_measures)
    assert {"crime_2015_mps_ward", "pop_mid2019_est", "imd2015_mean_rank_popw"} <= set(area.ward_measures)


def test_recorded_crime_of_the_32_boroughs_is_the_published_total() -> None:
    """772,520 in 2016/17 and 824,756 in 2017/18, without the airports (F082)."""
    crime = load_area().borough_measures
    assert sum(crime["tno_fy2016_17"]) == 772_520
    assert sum(crime["tno_fy2017_18"]) == 824_756


def test_ward_crime_runs_from_235_to_14199() -> None:
    crime = sorted(load_area().ward_measures["crime_2015_mps_ward"])
    assert (crime[0], crime[314], crime[-1]) == (235, 965, 14_199)


def test_the_attribution_names_every_licensor() -> None:
    text = load_area().attribution
    for words in ("National Statistics", "Ordnance Survey", "Metropolitan Police", "MOPAC", "GLA", "MHCLG"):
        assert words in text
    assert text.endswith("Open Government Licence v3.0.")


def test_the_shipped_area_is_read_once() -> None:
    assert load_area() is load_area()
    assert load_baseline(load_area()) is load_baseline(load_area())


def test_what_does_not_ship_is_refused_with_a_sentence() -> None:
    with pytest.raises(AreaError) as refused:
        load_area("paris")
    assert str(refused.value) == "No area “paris” ships with the planner: use “london-2014”."
    with pytest.raises(AreaError) as refused:
        load_baseline(small_area())
    assert str(refused.value) == ("No baseline ships for Small area: bring your own through the workbook.")


@pytest.mark.parametrize("area_id", ["../areas/london-2014", "london-2014/", "..", "", "x" * 5_000, "a\x00b", "C:x"])
def test_an_area_is_never_read_from_a_path_that_a_plan_names(area_id: str) -> None:
    with pytest.raises(AreaError, match="ships with the planner"):
        load_area(area_id)
