"""What the planner suggests: each act opens its page of the Suggest tab, and nothing changes until it is accepted."""

from __future__ import annotations

from ui.actions.base import UserAction


class _OpenPage(UserAction):
    """Open a page of the Suggest tab."""

    page: str

    def run(self) -> None:
        self.window.show_suggestion(self.page)


class SuggestMap(_OpenPage):
    """Ask for the best map."""

    id, text, page = "suggest_map", "Suggest the &best map…", "best"
    tip = "The provably best map for an aim; nothing changes until you accept it"


class ShowStanding(_OpenPage):
    """See where the map stands."""

    id, text, page = "show_standing", "Where this map s&tands", "standing"
    tip = "How many of all possible maps are as good or better"


class SharePosts(_OpenPage):
    """Share DWO posts among wards."""

    id, text, page = "share_posts", "&Share DWO posts among wards…", "wards"
    tip = "Extra DWO posts by crime, people or deprivation; nothing changes until you accept them"


class EvenOut(_OpenPage):
    """Even out the nominated superintendents."""

    id, text, page = "even_out", "&Even out superintendents…", "contacts"
    tip = "An even load for the superintendents of each BCU; nothing changes until you accept it"
