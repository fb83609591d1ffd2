"""Charts as SVG text for pages and documents: readable in print, in grey, on a phone and by a screen reader.

Each function takes plain numbers and finished words, and returns the bytes-stable text of one SVG with real text, a
title and a description. Nothing is told by colour alone: patterns, markers and direct labels say the same.
"""
