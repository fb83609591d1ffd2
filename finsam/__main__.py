"""`python -m finsam` is the same as `finsam`."""

from __future__ import annotations

from finsam.cli import main

if __name__ == "__main__":
    main()
