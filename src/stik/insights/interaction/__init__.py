"""Interaction: where one thing makes more of a difference to some than to others."""
