"""Weights: answers made to count like the customers."""
