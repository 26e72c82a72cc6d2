"""What a planner can do, one class for each act, and the menus they stand in."""
