"""Routes of messages, reminders and the mails that went out."""
