"""Mail as rows of the transaction that causes it, delivered afterwards by the worker."""
