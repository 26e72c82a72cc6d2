"""Small questions, asked only where undo would not do."""
