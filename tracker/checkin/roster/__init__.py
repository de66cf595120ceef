"""The list that a desk judges by without the server: it opens an entry only with the badge that the entry is about."""
