"""Weakest: which touchpoint is not good."""
