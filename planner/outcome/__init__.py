"""What follows: equations (each stands once), their readers, rules and explanations."""
