"""The ledger and budget lines that change category, to the öre.

A subject is what rules look at: the sum of all ledger lines that look the same to them, or one budget line. A cell is a
category and programme that a subject's money lies in. A line lies in the cells of its subject by the same shares; what
rounding leaves over is on one stated line, the largest of the subject (then first by file and line), so that lines add
up to their subject's cells and every line to its own amount.
"""

from __future__ import annotations

from typing import Any

from finsam.definitions.sides import AFTER, BEFORE, Sides
from finsam.sql import statement

RELATIONS = (
    "int_cost__amount",
    "int_cost__subject",
    "int_cost__key_share",
    "int_ledger__key",
    "int_ledger__line",
    "int_ledger__text_signature",
    "int_ledger__account",
    "int_budget__line",
    "cost_rule",
    "allocation_key",
    "controller__delivery",
)
_LINE_MODELS = ("int_ledger__key", "int_ledger__line", "int_ledger__text_signature", "int_budget__line")

_CELLS = """
create table {0}.cell as
select
    amounts.subject_kind, amounts.subject_key, subjects.association_code, subjects.fiscal_year, subjects.budget_version,
    subjects.valid_on, amounts.definition_set, amounts.cost_category,
    coalesce(amounts.programme_code, '') as programme_code, min(amounts.rule_id) as rule_id,
    min(amounts.allocation_key) as allocation_key, min(amounts.share_basis) as share_basis, sum(amounts.share) as share,
    cast(sum(amounts.amount_sek) as decimal(18, 2)) as amount_sek
from {0}.int_cost__amount as amounts
inner join {0}.int_cost__subject as subjects on amounts.subject_key = subjects.subject_key
group by all
"""

_AFFECTED = """
create table affected as
with
identities as (
    select side, subject_key, definition_set, cost_category, programme_code, amount_sek
    from (select 'before' as side, * from before.cell union all select 'after' as side, * from after.cell)
),
counted as (
    select subject_key, definition_set, cost_category, programme_code, amount_sek, count(distinct side) as sides
    from identities group by all
)
select distinct subject_key, definition_set  -- a subject may differ in several cells
from counted where sides = 1 or $all
"""

_WEIGHED = """
create table {0}.weighed as
with
affected_cells as (
    select cells.*
    from {0}.cell as cells
    inner join affected
        on cells.subject_key = affected.subject_key and cells.definition_set = affected.definition_set
),
key_rows as (
    select
        cells.subject_key, cells.definition_set, cells.cost_category, cells.programme_code,
        -- the association's own row, else the one for all; a closed period may have moved its first day
        min_by(
            keys.decision_id, (keys.association_code = '*', abs(datediff('day', keys.valid_from, shares.valid_from)))
        ) as decision_id
    from affected_cells as cells
    inner join {0}.int_cost__key_share as shares
        on cells.association_code = shares.association_code and cells.definition_set = shares.definition_set
        and cells.allocation_key = shares.allocation_key and cells.cost_category = shares.cost_category
        and cells.valid_on between shares.valid_from and shares.valid_to
        and coalesce(shares.programme_code, cells.programme_code) = cells.programme_code
    inner join {0}.allocation_key as keys
        on shares.allocation_key = keys.allocation_key and shares.key_set = keys.definition_set
        and shares.cost_category = keys.cost_category and shares.share = keys.share
        and shares.programme_code is not distinct from keys.programme_code
        and keys.association_code in (shares.association_code, '*')
    where cells.share_basis = 'documented'
    group by all
),
ruling as (
    select rule_id, min(decision_id) as decision_id from {0}.cost_rule group by all
)
select
    cells.*, ruling.decision_id as rule_decision_id, key_rows.decision_id as key_decision_id,
    row_number() over (
        partition by cells.subject_key, cells.definition_set
        order by abs(cells.amount_sek) desc, cells.cost_category, cells.programme_code
    ) = 1 as is_rest
from affected_cells as cells
left join ruling on cells.rule_id = ruling.rule_id
left join key_rows
    on cells.subject_key = key_rows.subject_key and cells.definition_set = key_rows.definition_set
    and cells.cost_category = key_rows.cost_category and cells.programme_code = key_rows.programme_code
"""

_LINES = """
create table {0}.line as
select
    concat('L', keys.ledger_key) as subject_key, 'ledger' as subject_kind, lines.association_code, lines.file_sha256,
    lines.line_no, lines.voucher_series, lines.voucher_number, lines.voucher_date, lines.account, lines.line_text,
    lines.amount_sek * case when subjects.amount_sek = keys.amount_sek then 1 else -1 end as line_sek
from {0}.int_ledger__key as keys
inner join {0}.int_cost__subject as subjects on concat('L', keys.ledger_key) = subjects.subject_key
inner join {0}.int_ledger__line as lines
    on keys.association_code = lines.association_code and keys.fiscal_year = lines.fiscal_year
    and keys.month = lines.month and keys.account = lines.account
    and keys.unit_object is not distinct from lines.unit_object
    and keys.project_object is not distinct from lines.project_object and keys.provenance = lines.provenance
left join {0}.int_ledger__text_signature as signatures on lines.line_text = signatures.line_text
where subjects.subject_key in (select subject_key from affected)
    and keys.text_signature is not distinct from signatures.text_signature
union all
select
    subjects.subject_key, 'budget' as subject_kind, lines.association_code, lines.file_sha256, lines.line_no,
    null, null, null, lines.account, coalesce(lines.line_text, lines.budget_group), lines.amount_sek
from {0}.int_budget__line as lines
inner join {0}.int_cost__subject as subjects
    on subjects.subject_key = concat('B', lines.association_code, ':', lines.file_sha256, ':', lines.line_no)
where subjects.subject_key in (select subject_key from affected)
"""

_PORTIONS = """
create table {0}.portion as
with
rounded as (
    select
        cells.* exclude (subject_kind, association_code, amount_sek), cells.amount_sek as cell_sek,
        lines.* exclude (subject_key),
        cast(round(cast(lines.line_sek as decimal(28, 2)) * cells.share, 2) as decimal(18, 2)) as rounded_sek,
        row_number() over (
            partition by cells.subject_key, cells.definition_set, cells.cost_category, cells.programme_code
            order by abs(lines.line_sek) desc, lines.file_sha256, lines.line_no
        ) = 1 as is_stated
    from {0}.weighed as cells
    inner join {0}.line as lines on cells.subject_key = lines.subject_key
),
placed as (
    select
        *,
        case
            when is_rest then null
            when is_stated then rounded_sek + cell_sek - sum(rounded_sek) over (
                partition by subject_key, definition_set, cost_category, programme_code
            )
            else rounded_sek
        end as placed_sek
    from rounded
)
select
    *,
    cast(
        case
            when is_rest then line_sek - coalesce(
                sum(placed_sek) over (partition by subject_key, definition_set, file_sha256, line_no), 0
            )
            else placed_sek
        end as decimal(18, 2)
    ) as portion_sek
from placed
"""

_MOVED = """
create table moved as
with
signed as (
    select *, portion_sek as change_sek from after.portion
    union all by name
    select *, -portion_sek as change_sek from before.portion
),
described as (
    select
        subject_kind, association_code, file_sha256, line_no, definition_set,
        max(fiscal_year) as fiscal_year, max(budget_version) as budget_version, max(voucher_series) as voucher_series,
        max(voucher_number) as voucher_number, max(voucher_date) as voucher_date, max(account) as account,
        max(line_text) as line_text
    from signed group by all
),
changes as (
    select
        subject_kind, association_code, file_sha256, line_no, definition_set, cost_category, programme_code,
        sum(change_sek) as change_sek
    from signed group by all having sum(change_sek) <> 0
),
-- what a line gains or loses in all comes from or goes to outside of cost and income
closed as (
    from changes
    union all
    select
        subject_kind, association_code, file_sha256, line_no, definition_set, '' as cost_category,
        '' as programme_code, -sum(change_sek) as change_sek
    from changes group by all having sum(change_sek) <> 0
),
-- leaving and arriving amounts of a line are laid on one scale in category order; where they overlap, money moved
laid as (
    select
        *, change_sek < 0 as leaves, abs(change_sek) as size_sek,
        sum(abs(change_sek)) over (
            partition by subject_kind, association_code, file_sha256, line_no, definition_set, change_sek < 0
            order by cost_category, programme_code rows between unbounded preceding and current row
        ) as upper_sek
    from closed
),
shifts as (
    select
        leaving.subject_kind, leaving.association_code, leaving.file_sha256, leaving.line_no, leaving.definition_set,
        leaving.cost_category as from_category, leaving.programme_code as from_programme,
        arriving.cost_category as to_category, arriving.programme_code as to_programme,
        least(leaving.upper_sek, arriving.upper_sek)
        - greatest(leaving.upper_sek - leaving.size_sek, arriving.upper_sek - arriving.size_sek) as amount_sek
    from laid as leaving
    inner join laid as arriving
        on leaving.subject_kind = arriving.subject_kind and leaving.association_code = arriving.association_code
        and leaving.file_sha256 = arriving.file_sha256 and leaving.line_no = arriving.line_no
        and leaving.definition_set = arriving.definition_set and leaving.leaves and not arriving.leaves
),
names as (
    select association_code, file_sha256, min(file_name) as file_name from after.controller__delivery group by all
)
select
    shifts.subject_kind, shifts.association_code, described.fiscal_year, described.budget_version,
    shifts.definition_set, names.file_name, shifts.file_sha256, shifts.line_no, described.voucher_series,
    described.voucher_number, described.voucher_date, described.account, accounts.account_name, described.line_text,
    cast(shifts.amount_sek as decimal(18, 2)) as amount_sek,
    shifts.from_category, shifts.from_programme, shifts.to_category, shifts.to_programme,
    was.rule_id as old_rule_id, was.rule_decision_id as old_rule_decision_id, was.allocation_key as old_key,
    case when was.allocation_key is not null then was.share end as old_share, was.share_basis as old_share_basis,
    was.key_decision_id as old_key_decision_id,
    becomes.rule_id as new_rule_id, becomes.rule_decision_id as new_rule_decision_id,
    becomes.allocation_key as new_key, case when becomes.allocation_key is not null then becomes.share end as new_share,
    becomes.share_basis as new_share_basis, becomes.key_decision_id as new_key_decision_id
from shifts
inner join described
    on shifts.subject_kind = described.subject_kind and shifts.association_code = described.association_code
    and shifts.file_sha256 = described.file_sha256 and shifts.line_no = described.line_no
    and shifts.definition_set = described.definition_set
left join before.portion as was
    on shifts.subject_kind = was.subject_kind and shifts.association_code = was.association_code
    and shifts.file_sha256 = was.file_sha256 and shifts.line_no = was.line_no
    and shifts.definition_set = was.definition_set and shifts.from_category = was.cost_category
    and shifts.from_programme = was.programme_code
left join after.portion as becomes
    on shifts.subject_kind = becomes.subject_kind and shifts.association_code = becomes.association_code
    and shifts.file_sha256 = becomes.file_sha256 and shifts.line_no = becomes.line_no
    and shifts.definition_set = becomes.definition_set and shifts.to_category = becomes.cost_category
    and shifts.to_programme = becomes.programme_code
left join names on shifts.association_code = names.association_code and shifts.file_sha256 = names.file_sha256
left join after.int_ledger__account as accounts
    on shifts.association_code = accounts.association_code and described.fiscal_year = accounts.fiscal_year
    and described.account = accounts.account
where shifts.amount_sek > 0
"""

_CATEGORIES = """
with
sums as (
    select
        association_code, fiscal_year, budget_version, subject_kind, definition_set, cost_category,
        sum(case when side = 'before' then amount_sek end) as before_sek,
        sum(case when side = 'after' then amount_sek end) as after_sek
    from (select 'before' as side, * from before.cell union all select 'after' as side, * from after.cell)
    group by all
)
select
    *, cast(coalesce(after_sek, 0) - coalesce(before_sek, 0) as decimal(18, 2)) as difference_sek
from sums
order by association_code, fiscal_year, subject_kind desc, budget_version, definition_set, cost_category
"""


def compute_moves(sides: Sides) -> None:
    """Fill the tables before.cell and after.cell of all subjects, and `moved` of the lines that move."""
    for side in (BEFORE, AFTER):
        sides.connection.execute(statement(_CELLS, side))
    # the number of a subject is its place among all: where lines changed, the same number is another subject
    sides.connection.execute(_AFFECTED, {"all": sides.differs(*_LINE_MODELS)})
    for template in (_WEIGHED, _LINES, _PORTIONS):
        for side in (BEFORE, AFTER):
            sides.connection.execute(statement(template, side))
    sides.connection.execute(_MOVED)


def category_rows(sides: Sides) -> list[dict[str, Any]]:
    """Return every cost category of every association, year, budget and set: before, after, difference."""
    return sides.rows(_CATEGORIES)


def moved_rows(sides: Sides) -> list[dict[str, Any]]:
    """Return the moves of lines, the largest first within each association, year and set."""
    return sides.rows(
        """
        from moved order by association_code, fiscal_year, subject_kind desc, definition_set, amount_sek desc,
            file_name, line_no, from_category, to_category, from_programme, to_programme
        """
    )
