"""Comparison, ranking and drivers: what the measures mean."""
