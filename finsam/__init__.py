"""Warehouse for Swedish coordination associations: raw exports in, comparable figures out."""
