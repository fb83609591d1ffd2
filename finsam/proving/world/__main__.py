"""Write a world: `python -m finsam.proving.world FOLDER --seed N`."""

from __future__ import annotations

import argparse
from pathlib import Path

from finsam.proving.world import write_world


def main() -> None:
    """Write the world of a seed and say how to see it."""
    parser = argparse.ArgumentParser(
        prog="python -m finsam.proving.world",
        description="Skriv påhittade leveranser utan fel / write invented deliveries without a fault.",
    )
    parser.add_argument("folder", type=Path, help="exports-mapp att skriva / exports folder to write")
    parser.add_argument("--seed", type=int, default=1, help="vilken värld / which world")
    choice = parser.parse_args()
    world = write_world(choice.folder, choice.seed)
    print(f"{len(world.deliveries)} filer / files. finsam nightly --exports {choice.folder} --as-of {world.as_of}")  # noqa: T201


if __name__ == "__main__":
    main()
