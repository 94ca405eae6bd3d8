"""The service blueprint: what is behind the steps of a journey, and what to change."""
