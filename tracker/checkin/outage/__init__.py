"""After a time without a network: what the desks told people, held against what the server knows."""
