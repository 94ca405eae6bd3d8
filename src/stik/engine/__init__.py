"""Where expressions run: embedded (DuckDB) or distributed (Spark)."""
