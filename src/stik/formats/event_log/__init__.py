"""Event logs as rows of text: XES, and OCEL 2.0 as JSON."""
