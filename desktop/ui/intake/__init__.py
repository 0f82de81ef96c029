"""What the window shows of an intake: progress, and what was refused."""
