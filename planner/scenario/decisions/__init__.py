"""Decisions: pure functions from a plan to the step that would change it.

Every decision takes `(plan, scenario_id, …)`, returns an unstamped Step or None when nothing would change,
and raises Refused with a sentence for the planner when it cannot be made.
"""

from planner.scenario.decisions.assumptions import reset_assumption, set_assumption
from planner.scenario.decisions.baselines import set_baseline
from planner.scenario.decisions.bcus import (
    new_bcu,
    next_fill,
    recode_bcu,
    recolour,
    remove_bcu,
    rename_and_recode_bcu,
    rename_bcu,
    set_fill,
    set_go_live,
)
from planner.scenario.decisions.boroughs import (
    assign_boroughs,
    lock_all,
    lock_bcus,
    lock_boroughs,
    unlock_all,
    unlock_bcus,
    unlock_boroughs,
)
from planner.scenario.decisions.money import (
    add_target,
    choose_target,
    remove_target,
    set_one_off,
    set_target_due,
    set_target_field,
)
from planner.scenario.decisions.posts import (
    clear_override,
    nominate,
    nominate_evenly,
    set_override,
    set_youth,
)
from planner.scenario.decisions.rules import TEAM_PRESETS, set_rule, team_preset
from planner.scenario.decisions.scenarios import (
    duplicate_scenario,
    freeze_scenario,
    remove_scenario,
    rename_scenario,
    set_note,
    unfreeze_scenario,
)
from planner.scenario.decisions.step import Refused
from planner.scenario.decisions.wards import set_ward_cells, set_wards

__all__ = [
    "TEAM_PRESETS",
    "Refused",
    "add_target",
    "assign_boroughs",
    "choose_target",
    "clear_override",
    "duplicate_scenario",
    "freeze_scenario",
    "lock_all",
    "lock_bcus",
    "lock_boroughs",
    "new_bcu",
    "next_fill",
    "nominate",
    "nominate_evenly",
    "recode_bcu",
    "recolour",
    "remove_bcu",
    "remove_scenario",
    "remove_target",
    "rename_and_recode_bcu",
    "rename_bcu",
    "rename_scenario",
    "reset_assumption",
    "set_assumption",
    "set_baseline",
    "set_fill",
    "set_go_live",
    "set_note",
    "set_one_off",
    "set_override",
    "set_rule",
    "set_target_due",
    "set_target_field",
    "set_ward_cells",
    "set_wards",
    "set_youth",
    "team_preset",
    "unfreeze_scenario",
    "unlock_all",
    "unlock_bcus",
    "unlock_boroughs",
]
