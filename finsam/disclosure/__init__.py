"""Small numbers: which published person counts are hidden, so that none can be worked out from the others."""

from finsam.disclosure.history import join_builds, this_build
from finsam.disclosure.protect import protect

__all__ = ["join_builds", "protect", "this_build"]
