"""The document-based phase: items with their deadlines, what delegations say on them, and the outcome."""
