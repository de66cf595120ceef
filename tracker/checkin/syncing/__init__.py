"""What a desk device sends and asks for: scans in batches, undoings, figures, people."""
