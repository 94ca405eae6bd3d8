"""Rows of a file become facts, or are held back with a reason."""
