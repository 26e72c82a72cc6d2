"""The planner's core: what exists, what is decided, what follows, what is shown. No Qt anywhere."""

__version__ = "0.1.0"
