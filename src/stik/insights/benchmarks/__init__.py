"""Benchmarks: how good others are, and whether we are better."""
