"""The one place that answers who attended which session, how and since when."""
