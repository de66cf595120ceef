"""Mail that organizers write to many people of a meeting, and reminders that go by themselves."""
