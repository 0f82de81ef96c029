"""Owns the concordance: hits with what stands before and after them, in an order of one's choice."""
