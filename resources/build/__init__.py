"""Scripts that make the shipped area from its source tables. Not in the wheel."""
