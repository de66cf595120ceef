"""What programs of others speak with the tracker, each in a folder of its own."""
