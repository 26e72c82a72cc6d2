"""What is decided: the plan and its scenarios, decisions, steps, and one diff, apply and merge over them."""
