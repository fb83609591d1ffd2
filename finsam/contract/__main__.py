"""Print the delivery contract as a page: python -m finsam.contract > docs/deliveries.md."""

from __future__ import annotations

import sys

from finsam.contract import load_contract
from finsam.contract.document import document

sys.stdout.write(document(load_contract()))
