"""Closed periods: what was published stays, unless a decision restates it."""
