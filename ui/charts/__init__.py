"""Charts drawn by a painter, the same in the window and in the briefing picture."""
