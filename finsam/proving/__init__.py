"""Proof of the checks: damaged deliveries, and how much of the damage a night finds."""
