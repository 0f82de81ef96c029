"""What stands under Help: the keyboard shortcuts, and about the program."""
