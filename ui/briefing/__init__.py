"""The briefing picture: a painter's work at a set size, never a grab of the screen."""
