"""What the saving owes to the assumptions: ranges, the value that just breaks a target, and chances."""
