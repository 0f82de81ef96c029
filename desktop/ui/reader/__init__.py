"""The reader: the page, its strip of hits, its outline and its find bar."""
