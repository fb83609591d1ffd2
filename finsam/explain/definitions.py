"""The definition rows in force that a figure used: what each says, since when, by which decision and why."""

from __future__ import annotations

from finsam.explain.place import Place, Row

_SOURCES = """
    with used as (
        select source_key from figure_part
        where relation = 'indicator_value' and fact_key = $fact_key group by source_key
    ),
    costs as (select costs.* from intermediate.int_source__cost as costs semi join used using (source_key)),
    subjects as (
        select costs.association_code, costs.fiscal_year, amounts.definition_set, amounts.rule_id,
            amounts.allocation_key, amounts.share_basis, rules.type_rule_id
        from costs
        join intermediate.int_cost__subject as subjects
            on subjects.association_code = costs.association_code and subjects.fiscal_year = costs.fiscal_year
            and subjects.subject_kind = costs.subject_kind
        join intermediate.int_cost__amount as amounts
            on amounts.subject_key = subjects.subject_key and amounts.definition_set = costs.definition_set
            and amounts.cost_category = costs.cost_category and amounts.cost_type = costs.cost_type
            and coalesce(amounts.programme_code, '') = costs.programme_code
        join intermediate.int_cost__rule as rules
            on rules.subject_key = amounts.subject_key and rules.definition_set = amounts.definition_set
        group by all
    ),
    exits as (
        select outcomes.association_code, outcomes.programme_code, outcomes.fiscal_year, outcomes.outcome_class,
            outcomes.exit_reason
        from marts.fct_exit_outcome as outcomes
        join used on used.source_key = concat('exit_outcome/', outcomes.count_key, '#exit_count')
        group by all
    ),
    rows_ as (
        select 1 as place, 'indicator' as definition, indicator_code as id, indicator_code as row_key,
            concat_ws(' / ', name_sv, name_en) as says, association_code, valid_from, valid_to, decision_id, source,
            reason
        from definitions.indicator, (select '*' as association_code)
        where indicator_code = $indicator
        union all
        select 2, 'definition_set', definition_set, definition_set, concat_ws(' / ', purpose_sv, purpose_en),
            association_code, valid_from, valid_to, decision_id, source, reason
        from definitions.definition_set
        where definition_set = $definition_set or definition_set in (
            select rule_set from intermediate.int_cost__lineage where definition_set = $definition_set
        )
        union all
        select 3, 'cost_rule', rules.rule_id, rules.rule_id,
            concat_ws(' ',
                concat_ws(', ', rules.applies_to, rules.account_class, rules.ledger_object, rules.programme_code,
                    rules.programme_type, rules.delivered_category, rules.cost_type),
                '→', coalesce(rules.cost_category, concat('allocation_key ', rules.allocation_key))),
            rules.association_code, rules.valid_from, rules.valid_to, rules.decision_id, rules.source, rules.reason
        from definitions.cost_rule as rules
        where rules.rule_id in (select rule_id from subjects)
        union all
        select 4, 'allocation_key', keys.allocation_key,
            concat_ws('/', keys.allocation_key, keys.definition_set, keys.association_code),
            concat_ws(' ', '→', keys.cost_category, keys.programme_code, 'share',
                rtrim(rtrim(cast(keys.share as varchar), '0'), '.')),
            keys.association_code, keys.valid_from, keys.valid_to, keys.decision_id, keys.source, keys.reason
        from definitions.allocation_key as keys
        where exists (
            select 1 from subjects
            join intermediate.int_cost__key_share as shares
                on shares.association_code = subjects.association_code
                and shares.allocation_key = subjects.allocation_key
                and shares.definition_set = subjects.definition_set
            where subjects.share_basis = 'documented'
                and shares.allocation_key = keys.allocation_key and shares.key_set = keys.definition_set
                and keys.association_code in (subjects.association_code, '*')
                and shares.cost_category = keys.cost_category and shares.share = keys.share
        )
        union all
        select 4, 'time_key', times.allocation_key,
            concat_ws('/', times.allocation_key, times.definition_set, times.role, times.activity),
            concat_ws(' ', times.role, times.activity, '→', times.cost_category),
            '*', times.valid_from, times.valid_to, times.decision_id, times.source, times.reason
        from definitions.time_key as times
        where times.allocation_key in (select allocation_key from subjects where share_basis = 'time_report')
        union all
        select 5, 'cost_type_rule', rules.rule_id, rules.rule_id,
            concat_ws(' ',
                concat_ws(', ', rules.applies_to, rules.account_class, rules.chart_code,
                    case when rules.account_from is not null then concat(rules.account_from, '-', rules.account_to) end,
                    rules.ledger_object, rules.programme_code, rules.programme_type, rules.text_pattern,
                    rules.delivered_category),
                '→', rules.cost_type),
            rules.association_code, rules.valid_from, rules.valid_to, rules.decision_id, rules.source, rules.reason
        from definitions.cost_type_rule as rules
        where rules.rule_id in (select type_rule_id from subjects)
        union all
        select 6, 'step_forward_rule', rules.rule_id, rules.rule_id, concat(rules.outcome_class, ' = step_forward'),
            rules.association_code, rules.valid_from, rules.valid_to, rules.decision_id, rules.source, rules.reason
        from definitions.step_forward_rule as rules
        where rules.definition_set = $definition_set and exists (
            select 1 from exits
            where exits.outcome_class = rules.outcome_class and rules.association_code in (exits.association_code, '*')
                and rules.programme_code in (exits.programme_code, '*')
        )
        union all
        select 7, 'exit_reason_map', maps.map_id, maps.map_id,
            concat_ws(' ', maps.exit_reason, '→', maps.outcome_class),
            maps.association_code, maps.valid_from, maps.valid_to, maps.decision_id, maps.source, maps.reason
        from definitions.exit_reason_map as maps
        where maps.map_id in (
            select mapped.map_id from intermediate.int_exit__mapped as mapped
            join exits on mapped.association_code = exits.association_code
                and mapped.programme_code = exits.programme_code and mapped.exit_reason = exits.exit_reason
                and mapped.fiscal_year = exits.fiscal_year
        )
        union all
        select 8, 'official_source', rules.rule_id, rules.rule_id,
            concat_ws(' ', rules.figure, rules.registration_kind, rules.source_system, '→', rules.use),
            rules.association_code, rules.valid_from, rules.valid_to, rules.decision_id, rules.source, rules.reason
        from definitions.official_source as rules
        where rules.rule_id in (
            select uses.rule_id from intermediate.int_participation__source_use as uses
            where uses.is_official and uses.fiscal_year = $year
                and (
                    (uses.figure = 'exits' and (uses.association_code, uses.programme_code) in
                        (select (association_code, programme_code) from exits))
                    or (uses.figure = 'participants' and exists (
                        select 1 from marts.fct_participant_flow as flows
                        join used on starts_with(used.source_key, concat('participant_flow/', flows.fact_key, '#'))
                        where flows.association_code = uses.association_code
                            and flows.programme_code = uses.programme_code
                            and flows.registration_kind = uses.registration_kind
                            and flows.source_system = uses.source_system
                    ))
                )
        )
    )
    select rows_.definition, rows_.id, rows_.says, rows_.association_code, rows_.valid_from, rows_.valid_to,
        rows_.decision_id, decisions.title_sv as decision_sv, decisions.title_en as decision_en,
        decisions.status as decision_status, rows_.source, rows_.reason
    from rows_
    left join decisions.decision as decisions on decisions.decision_id = rows_.decision_id
    left join intermediate.int_decision__moved_row as moved
        on moved.definition_table = rows_.definition and moved.row_key = rows_.row_key
        and moved.valid_from = rows_.valid_from and moved.for_association = $association
    where coalesce(moved.starts_on, rows_.valid_from) <= make_date($year, 12, 31)
        and coalesce(moved.ends_on, rows_.valid_to) >= make_date($year, 1, 1)
    order by rows_.place, rows_.id, rows_.valid_from, rows_.says
"""


def definitions_in_force(place: Place, figure: Row) -> list[Row]:
    """Return the definition rows that a figure used, each with its decision; none from a published file."""
    return place.whole_rows(
        _SOURCES,
        {
            "fact_key": figure["fact_key"],
            "indicator": figure["indicator_code"],
            "association": figure["association_code"],
            "definition_set": figure["definition_set"],
            "year": figure["fiscal_year"],
        },
    )
