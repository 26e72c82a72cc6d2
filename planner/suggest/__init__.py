"""What could be: the best map, where a map stands among all of them, why there is none, and sharing posts."""

from planner.suggest.best import SoFar, Suggestion, best_map
from planner.suggest.contacts import Contacts, contacts
from planner.suggest.errors import NoMap, Stopped, SuggestError, TooLarge
from planner.suggest.front import Front, front
from planner.suggest.landscape import Landscape, Place
from planner.suggest.propose import adopt, looked_at
from planner.suggest.repair import Repair, repair
from planner.suggest.standing import Standing, standing
from planner.suggest.terms import Aim, Terms, with_crossings, with_locks
from planner.suggest.wards import Method, Sharing, share_posts
from planner.suggest.why import WhyNot, why_not

__all__ = [
    "Aim",
    "Contacts",
    "Front",
    "Landscape",
    "Method",
    "NoMap",
    "Place",
    "Repair",
    "Sharing",
    "SoFar",
    "Standing",
    "Stopped",
    "SuggestError",
    "Suggestion",
    "Terms",
    "TooLarge",
    "WhyNot",
    "adopt",
    "best_map",
    "contacts",
    "front",
    "looked_at",
    "repair",
    "share_posts",
    "standing",
    "why_not",
    "with_crossings",
    "with_locks",
]
