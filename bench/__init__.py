"""What stik costs, measured: `make bench` writes docs/reference/performance.md."""
