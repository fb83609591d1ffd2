"""Definitions under change: what they are, what a proposal would do, and what is wrong with them."""
