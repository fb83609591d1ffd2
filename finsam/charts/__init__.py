"""Charts as SVG text for pages and documents: readable in print, in grey, on a phone and by a screen reader.

Each function takes plain numbers and finished words and returns one drawing: as SVG with real text, a title and a
description, or as PNG; the same content gives the same bytes. Nothing is told by colour alone: patterns, markers and
direct labels say the same.
"""
