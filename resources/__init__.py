"""Data, theme and fonts that ship with the planner, read through importlib.resources."""
