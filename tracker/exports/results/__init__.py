"""What the document-based phase has come to, as files."""
