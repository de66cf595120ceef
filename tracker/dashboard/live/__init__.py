"""What is going on at a meeting now: the organizers' live page, and the figures of the wall."""
