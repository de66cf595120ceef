"""The form by meeting: which fields it has, and which questions more."""
