"""Papers that a registration needs, and letters that it may ask for."""
