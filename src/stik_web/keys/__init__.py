"""Keys: who may write facts, read them, or manage the workspace over HTTP."""
