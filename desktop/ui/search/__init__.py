"""Everything of the window that asks and answers: the search field and the search pane."""
