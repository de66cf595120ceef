"""Self-registration, review, and the delegate's own page."""
