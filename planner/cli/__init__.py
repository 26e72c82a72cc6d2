"""The planner without a window: one module per command."""
