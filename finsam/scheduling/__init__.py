"""Nights that run by themselves: schedules, the history of runs, health for monitoring, and word when one fails."""
