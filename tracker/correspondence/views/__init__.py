"""Routes of the document-based phase, by who comes."""
