"""Which uniform tables a pack has, in the order of the law's statements and then of the members' review."""

from __future__ import annotations

from finsam.pack.tables.costs import COST_BRIDGE, COST_BRIDGE_RULES, COST_SPLIT
from finsam.pack.tables.deviations import BUDGET_DEVIATIONS, FINDINGS
from finsam.pack.tables.equity import EQUITY
from finsam.pack.tables.funding import FUNDING, STAFFING
from finsam.pack.tables.goals import GOALS
from finsam.pack.tables.indicators import INDICATORS
from finsam.pack.tables.participants import OUTCOME_COSTS, OUTCOME_SHARES, OUTCOMES, PARTICIPANT_FLOW
from finsam.pack.tables.programmes import PROGRAMMES
from finsam.pack.tables.sources import DELIVERIES
from finsam.pack.tables.spec import Spec
from finsam.pack.tables.statements import BALANCE_SHEET, CASH_FLOW, INCOME_STATEMENT, NOTES, OPERATING_STATEMENT
from finsam.pack.tables.surveys import SURVEYS

TABLES: tuple[Spec, ...] = (
    INCOME_STATEMENT,
    BALANCE_SHEET,
    CASH_FLOW,
    NOTES,
    OPERATING_STATEMENT,
    FUNDING,
    COST_SPLIT,
    COST_BRIDGE,
    COST_BRIDGE_RULES,
    PROGRAMMES,
    STAFFING,
    OUTCOMES,
    OUTCOME_COSTS,
    OUTCOME_SHARES,
    PARTICIPANT_FLOW,
    GOALS,
    SURVEYS,
    EQUITY,
    BUDGET_DEVIATIONS,
    INDICATORS,
    FINDINGS,
    DELIVERIES,
)
