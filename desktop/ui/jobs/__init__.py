"""Work that is not done in the GUI thread; every job ends once: finished, failed or stopped."""
