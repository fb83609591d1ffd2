"""Findings: everything that does not hold, in one vocabulary, whoever found it."""
