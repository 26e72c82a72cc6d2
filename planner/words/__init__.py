"""Numbers, money, dates and names as people write and read them, and the field's own vocabulary."""
