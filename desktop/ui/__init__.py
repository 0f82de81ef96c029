"""The windows, panes and everything else that knows Qt."""
