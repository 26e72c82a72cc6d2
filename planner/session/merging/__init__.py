"""Merging two planners' plans: from their common ancestor, value by value, seen first, taken as one step."""

from planner.session.merging.after import merged_words
from planner.session.merging.ancestor import Ancestor, NoAncestor, Origin, ancestor_of, named_ancestor, whose
from planner.session.merging.compare import PlanComparison, compare_plans
from planner.session.merging.taking import picking_of, take

__all__ = [
    "Ancestor",
    "NoAncestor",
    "Origin",
    "PlanComparison",
    "ancestor_of",
    "compare_plans",
    "merged_words",
    "named_ancestor",
    "picking_of",
    "take",
    "whose",
]
