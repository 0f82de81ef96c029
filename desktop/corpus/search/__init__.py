"""Search: query → documents and hits, over the columns."""
