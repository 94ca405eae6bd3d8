"""Sentences, tables and pictures on one page."""
