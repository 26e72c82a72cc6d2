"""One sitting: the plan, its history, the file and what is previewed. No Qt."""
