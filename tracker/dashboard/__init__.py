"""What people who work for a meeting see first."""
