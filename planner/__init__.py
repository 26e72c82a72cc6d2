"""The planner's core: what exists, what is decided, what follows, what is shown. No Qt anywhere."""

__version__ = "0.1.0"


def app_name() -> str:
    """The planner with its version: "BCU Planner 0.1.0"."""
    return f"BCU Planner {__version__}"
