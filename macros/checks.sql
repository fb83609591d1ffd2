{#- The one list of checks: what each tests, and which delivered rows its findings rest on. Words, severity and tolerance are
    rows of seeds/definitions/check_catalogue.csv and check_threshold.csv.

    tests   The cases tested, counted per association and year. `of` a model, called `tested`, perhaps with a `join` (`with` a model `as` an alias `on` a condition), those
            `where`; association, year and count are these columns unless said otherwise. Several are added.
    rows    Where a finding leads. `of` a model, called `delivered`, whose rows belong to the finding (`findings`) `on` a
            condition, and to the `file` with the same checksum, delivered by the association of the finding unless
            `association` says another. `line` is null where the way ends at the file: rows of persons are never named.
    figure  The outward relation whose fact_key the finding carries.
    by      The model int_finding__<by> that gives the findings, where it gives those of many checks. -#}
{% macro checks() -%}
    {%- set ledger_file = {
        'of': 'int_ledger__file_rank', 'line': 'null',
        'on': 'delivered.file_rank = 1 and findings.fiscal_year = delivered.fiscal_year',
    } -%}
    {%- set account_lines = {
        'of': 'int_ledger__line', 'amount': 'delivered.amount_sek',
        'on': "findings.fiscal_year = delivered.fiscal_year and split_part(findings.subject, ' ', 1) = delivered.account",
    } -%}
    {%- set same_file = {'of': 'stg_delivery__file', 'line': 'null', 'on': "findings.subject = concat_ws('/', nullif(delivered.source, ''), delivered.file_name)"} -%}
    {%- set files_of_source = {'of': 'int_delivery__loaded_file', 'line': 'null', 'on': "split_part(findings.subject, ' ', 1) = delivered.source"} -%}
    {%- set flow_rows = {
        'of': 'int_participation__delivered',
        'on': "findings.fiscal_year = year(delivered.period_to) and findings.subject = concat(delivered.programme_code, ' (', delivered.source_system, ')')",
    } -%}
    {%- set programme_flow = {
        'of': 'int_participation__delivered',
        'on': 'findings.fiscal_year = year(delivered.period_to) and findings.subject = delivered.programme_code',
    } -%}
    {%- set programme_exits = {
        'of': 'int_exit__delivered',
        'on': 'findings.fiscal_year = year(delivered.period_to) and findings.subject = delivered.programme_code',
    } -%}
    {%- set goal_rows = {'of': 'stg_goals__goal', 'on': 'findings.subject = delivered.goal_text'} -%}
    {%- set national_rows = {
        'of': 'int_national__delivered_line',
        'on': "findings.fiscal_year = delivered.fiscal_year and split_part(findings.subject, ' ', 1) = delivered.programme_type and delivered.target_group = ''",
    } -%}
    {%- set extraction_rows = {
        'of': 'int_uppfoljning__extraction',
        'on': 'findings.fiscal_year = delivered.fiscal_year and findings.subject = delivered.programme_code',
    } -%}
    {%- set round_rows = {
        'of': 'int_survey__delivered_round',
        'on': "findings.subject = concat_ws(' ', delivered.survey_round, delivered.survey, nullif(delivered.programme_code, ''))",
    } -%}
    {%- set answer_files = {'of': 'int_delivery__loaded_file', 'line': 'null', 'on': "delivered.source = 'nns_answers'"} -%}
    {%- set person_files = {'of': 'int_delivery__loaded_file', 'line': 'null', 'on': "delivered.source = 'sus'"} -%}
    {%- set person_programmes = {'of': 'int_person__flow', 'year': 'year(period_to)', 'count': 'count(distinct programme_code)'} -%}
    {%- set follow_up_rows = {
        'of': 'int_follow_up__delivered_status',
        'on': "findings.subject = concat_ws(' ', delivered.programme_code, delivered.exit_from, delivered.exit_to, delivered.months_after)",
    } -%}
    {%- set stated_groups = {
        'of': 'int_reach__stated', 'association': 'none', 'amount': 'delivered.person_count',
        'on': "findings.fiscal_year = delivered.fiscal_year and findings.association_code = delivered.association_code and findings.subject = concat_ws(' ', delivered.method, nullif(delivered.unit_code, ''))",
    } -%}
    {%- set rule_rows = {
        'definition': "delivered.definition_table in ('cost_rule', 'cost_type_rule') and delivered.row_key in (split_part(findings.subject, ' / ', 1), split_part(findings.subject, ' / ', 2))",
    } -%}
    {%- set printed_equations = {
        'of': 'int_audit__equation', 'association': 'wholes.association_code', 'year': 'wholes.fiscal_year',
        'join': {'with': 'int_audit__figure', 'as': 'wholes', 'on': 'tested.anchor_key = wholes.figure_key'},
    } -%}
    {%- set budget_lines = {'of': 'int_budget__line', 'where': "row_level = 'line' and not is_from_ledger"} -%}
    {%- set budget_line_rows = {
        'of': 'int_budget__line', 'amount': 'delivered.amount_sek',
        'on': "findings.fiscal_year = delivered.fiscal_year and findings.subject = concat_ws(' ', coalesce(delivered.line_text, delivered.account, delivered.section), nullif(delivered.programme_code, ''))",
    } -%}
    {%- set positions = {'of': 'int_money__staffing', 'count': 'count(distinct programme_code)'} -%}
    {%- set unused_tables = [{'of': 'text_pattern', 'association': 'null', 'year': 'null', 'count': 'count(distinct 1)'}] -%}
    {%- for table in ['allocation_key', 'cost_rule', 'cost_type_rule', 'exit_reason_map', 'programme_link', 'referrer_map', 'step_forward_rule'] -%}
        {%- do unused_tables.append({'of': table, 'association': "nullif(tested.association_code, '*')", 'year': 'null', 'count': 'count(distinct 1)'}) -%}
    {%- endfor -%}
    {{ return({
        'account_without_group': {
            'tests': [{'of': 'int_ledger__account_balance'}],
            'rows': [account_lines],
        },
        'balance_sheet_balances': {
            'tests': [{'of': 'int_statement__line', 'where': "statement = 'balance_sheet' and line_key = 'assets_total'"}],
            'rows': [ledger_file],
        },
        'budget_category_mixed': {
            'by': 'budget_line',
            'tests': [dict(budget_lines, count="count(distinct concat_ws('/', budget_version, section))")],
            'rows': [dict(budget_line_rows, on='findings.fiscal_year = delivered.fiscal_year and findings.subject = delivered.section')],
        },
        'budget_far_from_outcome': {
            'by': 'budget_line',
            'tests': [{'of': 'int_budget__outcome', 'where': "budget_sek > 0 and outcome_sek > 0", 'count': "count(distinct concat_ws('/', cost_category, programme_code))"}],
        },
        'budget_group_sum': {
            'tests': [{'of': 'int_budget__line', 'where': "row_level = 'group'"}],
            'rows': [{
                'of': 'int_budget__line', 'amount': 'delivered.amount_sek',
                'on': 'findings.fiscal_year = delivered.fiscal_year and findings.subject = delivered.budget_group',
            }],
        },
        'budget_line_sign': {
            'by': 'budget_line',
            'tests': [budget_lines],
            'rows': [budget_line_rows],
        },
        'budget_line_twice': {
            'by': 'budget_line',
            'tests': [budget_lines],
            'rows': [budget_line_rows],
        },
        'budget_section_sum': {
            'tests': [{'of': 'int_budget__line', 'where': "row_level = 'section'"}],
            'rows': [{
                'of': 'int_budget__line', 'amount': 'delivered.amount_sek',
                'on': 'findings.fiscal_year = delivered.fiscal_year and findings.subject = delivered.section',
            }],
        },
        'code_unknown': {
            'tests': [{'of': 'int_delivery__loaded_file', 'year': 'null', 'where': "source in ('programmes', 'funding', 'target_groups', 'association_register')"}],
            'rows': [files_of_source],
        },
        'budget_total': {
            'tests': [{'of': 'int_budget__line', 'where': "row_level = 'total' and not is_from_ledger"}],
            'rows': [{
                'of': 'int_budget__line', 'amount': 'delivered.amount_sek',
                'on': "findings.fiscal_year = delivered.fiscal_year and delivered.row_level in ('total', 'section') and not delivered.is_from_ledger",
            }],
        },
        'contribution_split': {
            'tests': [{'of': 'fct_funding', 'where': 'is_allocation', 'count': 'count(distinct funder_type)'}],
            'rows': [{
                'of': 'int_money__funding', 'amount': 'delivered.received_sek',
                'on': 'findings.fiscal_year = delivered.fiscal_year and findings.subject = delivered.funder_type',
            }],
        },
        'cost_unclassified': {
            'tests': [{
                'of': 'int_cost__amount',
                'join': {'with': 'int_cost__subject', 'as': 'subjects', 'on': 'tested.subject_key = subjects.subject_key'},
                'association': 'subjects.association_code', 'year': 'subjects.fiscal_year',
                'count': "count(distinct concat_ws('/', tested.definition_set, tested.subject_kind, subjects.account))",
            }],
            'rows': [account_lines, {
                'of': 'int_budget__line', 'amount': 'delivered.amount_sek',
                'on': "findings.fiscal_year = delivered.fiscal_year and findings.subject = concat(coalesce(delivered.account, '-'), ' (budget)')",
            }],
        },
        'count_already_public': {
            'tests': [{'of': 'fct_suppressed_cell', 'association': 'null', 'year': 'null', 'count': 'count(distinct relation)'}],
        },
        'data_stale': {
            'tests': [{'of': 'int_delivery__content', 'year': 'year(covers_until)', 'count': 'count(distinct delivery_source)'}],
            'rows': [{
                'of': 'int_delivery__content', 'line': 'null', 'file': 'delivered.file_sha256 = files.file_sha256 and delivered.delivery_source = files.source',
                'on': "concat(', ', findings.subject, ', ') like concat('%, ', delivered.delivery_source, ', %')",
            }],
        },
        'definition_not_in_force': {
            'tests': [{
                'of': 'int_definition__row', 'association': 'null', 'year': 'null',
                'where': "definition_table in ('" ~ standing_definitions() | join("', '") ~ "')",
                'count': "count(distinct concat_ws('/', definition_table, row_key))",
            }],
            'rows': [{'definition': "findings.subject = concat(delivered.definition_table, ': ', delivered.row_key)"}],
        },
        'definition_unused': {
            'tests': unused_tables,
            'rows': [{
                'of': 'int_definition__unused',
                'definition': "findings.subject = delivered.definition_table and findings.association_code = coalesce(nullif(delivered.association_code, '*'), '')",
            }],
        },
        'delivery_check': {
            'tests': [{
                'of': 'stg_delivery__check_result', 'association': 'file.association_code', 'year': 'null',
                'join': {'with': 'stg_delivery__file', 'as': 'file', 'on': 'tested.file_sha256 = file.file_sha256 and tested.source = file.source'},
            }],
            'rows': [{
                'of': 'stg_delivery__check_result', 'line': 'null',
                'on': "findings.subject = concat(files.source, '/', files.file_name, ' ', delivered.expectation)",
            }, {
                'of': 'stg_delivery__check_result_row', 'line': "case when files.source <> 'sus' then delivered.line_no end",
                'on': "findings.subject = concat(files.source, '/', files.file_name, ' ', delivered.expectation)",
            }],
        },
        'delivery_conflict': {
            'tests': [
                {'of': 'int_money__funding', 'count': '2 * count(distinct funder)'},
                {'of': 'int_money__staffing', 'count': "count(distinct concat_ws('/', programme_code, role, funder))"},
                {'of': 'int_budget__delivered_line', 'count': 'count(distinct budget_version)'},
                {'of': 'int_money__forecast', 'count': 'count(distinct forecast_version)'},
            ],
            'rows': [
                {
                    'of': 'int_money__funding',
                    'on': "findings.fiscal_year = delivered.fiscal_year and findings.subject in (concat('funding: ', delivered.funder, ' mottaget'), concat('funding: ', delivered.funder, ' förbrukat'))",
                },
                {
                    'of': 'int_money__staffing', 'amount': 'delivered.fte',
                    'on': "findings.fiscal_year = delivered.fiscal_year and findings.subject = concat('staffing: ', delivered.programme_code, ' ', delivered.role, ' ', delivered.funder)",
                },
                {
                    'of': 'int_budget__delivered_line', 'amount': 'delivered.amount_sek',
                    'on': "findings.fiscal_year = delivered.fiscal_year and findings.subject = concat('budget: ', delivered.budget_version)",
                },
                {
                    'of': 'int_money__forecast', 'amount': 'delivered.amount_sek',
                    'on': "findings.fiscal_year = delivered.fiscal_year and findings.subject = concat('forecast: ', delivered.forecast_version)",
                },
            ],
        },
        'delivery_diagnostic': {
            'tests': [{'of': 'int_delivery__loaded_file', 'year': 'null'}],
            'rows': [
                {
                    'of': 'stg_sie__diagnostic',
                    'on': "findings.subject = concat(files.source, '/', files.file_name, ' ', delivered.diagnostic_code)",
                },
                {
                    'of': 'stg_delivery__table_diagnostic',
                    'on': "findings.subject = concat(files.source, '/', files.file_name, ' ', delivered.diagnostic_code)",
                },
            ],
        },
        'delivery_gone': {
            'by': 'delivery_lost',
            'tests': [{'of': 'stg_delivery__history', 'year': 'nullif(fiscal_year, 0)', 'count': 'count(distinct source)'}],
        },
        'delivery_late': {
            'tests': [{'of': 'int_delivery__expected', 'where': "status in ('late', 'on_time')"}],
            'rows': [{
                'of': 'int_delivery__content', 'line': 'null', 'file': 'delivered.file_sha256 = files.file_sha256 and delivered.delivery_source = files.source',
                'on': 'findings.subject = delivered.delivery_source and findings.fiscal_year = delivered.fiscal_year',
            }],
        },
        'delivery_missing': {
            'tests': [{'of': 'int_delivery__expected', 'count': 'count(distinct delivery_source)'}],
        },
        'delivery_partly_loaded': {
            'tests': [{'of': 'stg_delivery__file', 'year': 'null', 'where': "status <> 'refused'"}],
            'rows': [same_file, {
                'of': 'stg_delivery__quarantine', 'amount': 'delivered.amount_sek',
                'on': "findings.subject = concat_ws('/', nullif(files.source, ''), files.file_name)",
            }],
        },
        'delivery_refused': {
            'tests': [{'of': 'stg_delivery__file', 'year': 'null'}],
            'rows': [same_file],
        },
        'delivery_row_conflict': {
            'tests': [
                {'of': 'int_survey__delivered_round', 'count': "count(distinct concat_ws('/', survey_round, survey, programme_code))"},
                {'of': 'int_survey__delivered_answer', 'count': "count(distinct concat_ws('/', survey_round, survey, programme_code))"},
                {'of': 'int_waiting__delivered_application', 'count': 'count(distinct programme_code)'},
                {'of': 'int_follow_up__delivered_status', 'count': "count(distinct concat_ws('/', programme_code, exit_from, exit_to, months_after))"},
                {'of': 'int_survey__delivered_measurement', 'year': 'year(measured_on)', 'count': "count(distinct concat_ws('/', instrument, instrument_version, programme_code, measured_on))"},
                {'of': 'int_delivery__outcome_fact', 'count': 'count(distinct subject)'},
            ],
            'rows': [files_of_source],
        },
        'delivery_shared_file': {
            'tests': [{'of': 'stg_delivery__file', 'year': 'null', 'where': 'rows_in > 0'}],
            'rows': [same_file],
        },
        'delivery_shrunk': {
            'by': 'delivery_lost',
            'tests': [{'of': 'stg_delivery__history', 'year': 'nullif(fiscal_year, 0)', 'count': 'count(distinct source)'}],
            'rows': [{'of': 'int_delivery__loaded_file', 'line': 'null', 'on': 'findings.subject = delivered.source'}],
        },
        'equity_above_cap': {
            'tests': [{'of': 'fct_equity', 'where': 'cap_sek is not null'}],
            'rows': [
                dict(ledger_file, on=ledger_file['on'] ~ " and findings.subject = 'ledger'"),
                {'of': 'int_money__forecast', 'line': 'null', 'on': 'findings.subject = delivered.forecast_version'},
            ],
        },
        'equity_roll_forward': {
            'tests': [{
                'of': 'int_money__equity',
                'join': {'with': 'int_money__equity', 'as': 'last_year', 'on': 'tested.association_code = last_year.association_code and tested.fiscal_year = last_year.fiscal_year + 1 and tested.basis = last_year.basis'},
            }],
            'rows': [dict(ledger_file, on='delivered.file_rank = 1 and delivered.fiscal_year in (findings.fiscal_year, findings.fiscal_year - 1)'), {
                'of': 'int_money__forecast', 'amount': 'delivered.amount_sek',
                'on': "findings.subject <> 'ledger' and delivered.fiscal_year in (findings.fiscal_year, findings.fiscal_year - 1)",
            }],
        },
        'exception_ended': {
            'tests': [{'of': 'check_exception', 'year': 'fiscal_year'}],
            'rows': [{'definition': "delivered.definition_table = 'check_exception' and findings.subject = delivered.row_key"}],
        },
        'exception_unused': {
            'tests': [{'of': 'check_exception', 'year': 'fiscal_year'}],
            'rows': [{'definition': "delivered.definition_table = 'check_exception' and findings.subject = delivered.row_key"}],
        },
        'exit_persons_and_reasons_differ': {
            'tests': [{'of': 'int_exit__year', 'where': "slice = 'total' and count_kind = 'persons'", 'count': 'count(distinct programme_code)'}],
            'rows': [programme_exits],
        },
        'exit_reason_unmapped': {
            'tests': [
                {'of': 'int_exit__slice', 'where': "slice = 'total'", 'count': "count(distinct concat_ws('/', programme_code, exit_reason))"},
                {'of': 'int_exit__delivered', 'year': 'year(period_to)', 'where': 'delivery_rank = 1 and origin_rank > 1', 'count': "count(distinct concat_ws('/', programme_code, exit_reason))"},
            ],
            'rows': [dict(programme_exits, on="findings.fiscal_year = year(delivered.period_to) and coalesce(findings.subject, '') = coalesce(delivered.exit_reason, '')"), person_files],
        },
        'exits_differ_from_completed': {
            'tests': [{
                'of': 'int_exit__year', 'count': 'count(distinct tested.programme_code)',
                'join': {'with': 'int_indicator__participation_count', 'as': 'counts', 'on': "tested.association_code = counts.association_code and tested.programme_code = counts.programme_code and tested.fiscal_year = counts.fiscal_year and counts.measure_code = 'completed_participants'"},
                'where': "tested.slice = 'total' and tested.count_kind = 'reasons'",
            }],
            'rows': [programme_exits, programme_flow],
        },
        'flow_identity': {
            'tests': [{
                'of': 'int_participation__delivered', 'year': 'year(period_to)', 'where': 'delivery_rank = 1 and origin_rank = 1',
                'count': 'count(opening_count + new_count + total_count) + count(coalesce(total_count, opening_count + new_count) + completed_count + closing_count)',
            }],
            'rows': [flow_rows],
        },
        'flow_roll_forward': {
            'tests': [{
                'of': 'int_participation__slice', 'year': 'year(tested.period_to)',
                'join': {'with': 'int_participation__slice', 'as': 'before', 'on': 'tested.association_code = before.association_code and tested.programme_code = before.programme_code and tested.source_system = before.source_system and tested.slice = before.slice and tested.count_basis = before.count_basis and tested.registration_kind = before.registration_kind and ' ~ days_between('before.period_to', 'tested.period_from') ~ ' = 1 and ' ~ months_covered('before.period_from', 'before.period_to') ~ ' = ' ~ months_covered('tested.period_from', 'tested.period_to')},
                'where': "tested.slice = 'total' and tested.count_basis = 'registered' and tested.registration_kind = 'named'",
                'count': 'count(tested.opening_count + before.closing_count)',
            }],
            'rows': [flow_rows, dict(flow_rows, on=flow_rows['on'] | replace('findings.fiscal_year = year', 'findings.fiscal_year - 1 = year'))],
        },
        'flow_slices_differ': {
            'tests': [{
                'of': 'int_participation__slice', 'year': 'year(tested.period_to)',
                'join': {'with': 'int_participation__slice', 'as': 'wholes', 'on': "tested.association_code = wholes.association_code and tested.programme_code = wholes.programme_code and tested.period_from = wholes.period_from and tested.period_to = wholes.period_to and tested.count_basis = wholes.count_basis and tested.registration_kind = wholes.registration_kind and tested.source_system = wholes.source_system and wholes.slice = 'total'"},
                'where': "tested.slice in ('municipality', 'sex') and wholes.total_count is not null and tested.total_count is not null",
                'count': "count(distinct concat_ws('/', tested.programme_code, tested.period_from, tested.period_to, tested.count_basis, tested.registration_kind, tested.source_system, tested.slice))",
            }],
            'rows': [flow_rows],
        },
        'follow_up_answered_above_consented': {
            'tests': [{'of': 'int_follow_up__period', 'where': 'answered_count is not null and consented_count is not null'}],
            'rows': [follow_up_rows],
            'figure': 'follow_up',
        },
        'follow_up_counts_differ': {'tests': [{'of': 'int_follow_up__period'}], 'rows': [follow_up_rows]},
        'follow_up_period_overlap': {'tests': [{'of': 'int_follow_up__period'}], 'rows': [follow_up_rows]},
        'follow_up_status_sum': {
            'tests': [{'of': 'int_follow_up__period', 'where': 'status_sum is not null and answered_count is not null'}],
            'rows': [follow_up_rows],
        },
        'forecast_section_sum': {
            'tests': [{'of': 'int_money__forecast', 'where': "delivery_rank = 1 and row_level = 'total'", 'count': "count(distinct concat_ws('/', forecast_version, section))"}],
            'rows': [{
                'of': 'int_money__forecast', 'amount': 'delivered.amount_sek',
                'on': "findings.fiscal_year = delivered.fiscal_year and findings.subject = concat(delivered.forecast_version, ' ', delivered.section)",
            }],
        },
        'funding_ledger_differs': {
            'tests': [{
                'of': 'fct_funding', 'count': 'count(distinct tested.fiscal_year)',
                'join': {'with': 'int_cost__ledger_subject', 'as': 'booked', 'on': "tested.association_code = booked.association_code and tested.fiscal_year = booked.fiscal_year and booked.account_class = 'income'"},
            }],
            'rows': [ledger_file, {
                'of': 'int_money__funding', 'amount': 'delivered.received_sek',
                'on': 'findings.fiscal_year = delivered.fiscal_year',
            }],
        },
        'funding_used_above_received': {
            'by': 'implausible',
            'tests': [{'of': 'int_money__funding', 'where': 'used_sek is not null and delivery_rank = 1'}],
        },
        'goal_indicator_unknown': {
            'tests': [{'of': 'int_goal__goal', 'year': 'year(valid_to)', 'where': 'indicator_code is not null'}],
            'rows': [dict(goal_rows, on='findings.subject = delivered.indicator_code')],
        },
        'goal_not_met': {
            'tests': [{'of': 'fct_goal_result', 'where': "verdict in ('met', 'not_met') and held_against = 'own_period'"}],
            'rows': [goal_rows],
        },
        'goal_status_of_result': {
            'by': 'contradictory',
            'tests': [{'of': 'int_goal__goal', 'year': 'year(valid_to)', 'where': "goal_type = 'result'"}],
        },
        'goal_target_unit': {
            'by': 'contradictory',
            'tests': [{'of': 'int_goal__goal', 'year': 'year(valid_to)', 'where': 'target_value is not null'}],
        },
        'goal_without_measure': {
            'tests': [{'of': 'int_goal__goal', 'year': 'year(valid_to)', 'where': "goal_type in ('result', 'process')"}],
            'rows': [goal_rows],
        },
        'instrument_mean_out_of_scale': {
            'tests': [{'of': 'fct_instrument_result', 'where': 'is_within_scale is not null'}],
            'rows': [{
                'of': 'int_survey__delivered_measurement',
                'on': "findings.subject = concat_ws(' ', delivered.instrument, delivered.instrument_version, delivered.programme_code, delivered.measured_on, delivered.question)",
            }],
        },
        'ledger_currency': {
            'tests': [{'of': 'int_ledger__file_rank', 'where': 'file_rank = 1'}],
            'rows': [dict(ledger_file, on='findings.fiscal_year = delivered.fiscal_year and findings.subject = delivered.file_name')],
        },
        'ledger_name_disagrees': {
            'tests': [{'of': 'int_ledger__effective_file'}],
            'rows': [dict(ledger_file, on='findings.fiscal_year = delivered.fiscal_year and findings.subject = delivered.file_name')],
        },
        'ledger_superseded': {
            'tests': [{'of': 'int_ledger__file_rank'}],
            'rows': [dict(ledger_file, on='findings.fiscal_year = delivered.fiscal_year and findings.subject = delivered.file_name')],
        },
        'municipality_unknown': {
            'tests': [{'of': 'int_participation__delivered', 'year': 'year(period_to)', 'where': "municipality_code <> '' and delivery_rank = 1", 'count': 'count(distinct municipality_code)'}],
            'rows': [dict(programme_flow, on='findings.fiscal_year = year(delivered.period_to) and findings.subject = delivered.municipality_code'), person_files],
        },
        'national_figure_differs': {
            'tests': [{'of': 'int_national__printed', 'association': 'delivered_by', 'where': "check_code = 'national_figure_differs'"}],
        },
        'national_orientation_sum': {
            'tests': [{
                'of': 'int_national__line', 'association': 'delivered_by', 'where': "target_group = '' and orientation = ''",
                'count': 'count(programme_count) + count(programmes_with_count) + count(participant_count)',
            }],
            'rows': [national_rows],
        },
        'national_sex_share': {
            'tests': [{'of': 'int_national__line', 'association': 'delivered_by', 'where': "target_group = '' and orientation = ''", 'count': 'count(women_share)'}],
            'rows': [national_rows],
        },
        'object_without_programme': {
            'tests': [{'of': 'int_cost__ledger_subject', 'where': 'unit_object is not null', 'count': 'count(distinct unit_object)'}],
            'rows': [dict(account_lines, on='findings.fiscal_year = delivered.fiscal_year and findings.subject = delivered.unit_object')],
        },
        'opening_movement_closing': {
            'tests': [{'of': 'int_ledger__account_balance', 'where': "has_balances and account_class in ('asset', 'equity', 'liability')"}],
            'rows': [account_lines, {
                'of': 'stg_sie__balance', 'amount': 'delivered.amount_sek',
                'join': {'with': 'int_ledger__effective_file', 'as': 'ledgers', 'on': 'delivered.file_sha256 = ledgers.file_sha256 and findings.fiscal_year = ledgers.fiscal_year'},
                'on': "split_part(findings.subject, ' ', 1) = delivered.account",
            }],
        },
        'org_no_disagrees': {
            'tests': [{'of': 'int_ledger__effective_file', 'where': 'org_no is not null'}],
            'rows': [dict(ledger_file, on='findings.fiscal_year = delivered.fiscal_year and findings.subject = delivered.file_name')],
        },
        'participants_sources_differ': {
            'tests': [{
                'of': 'int_participation__year', 'count': 'count(tested.total_count) + count(tested.completed_count)',
                'join': {'with': 'programme_total', 'as': 'totals', 'on': "totals.association_code in (tested.association_code, '*') and tested.programme_code = totals.programme_code and make_date(tested.fiscal_year, 12, 31) between totals.valid_from and totals.valid_to"},
                'where': "tested.slice = 'total' and tested.count_basis = 'registered' and tested.registration_kind = 'named'",
            }],
            'rows': [dict(programme_flow, on='findings.fiscal_year = year(delivered.period_to) and findings.subject = delivered.source_system')],
        },
        'position_cost_high': {
            'by': 'implausible',
            'tests': [positions],
        },
        'position_cost_low': {
            'by': 'implausible',
            'tests': [positions],
        },
        'printed_figure_differs': {
            'tests': [{'of': 'int_indicator__printed', 'where': 'computed_value is not null'}],
            'figure': 'indicator_value',
        },
        'programme_dominates': {
            'tests': [{'of': 'int_national__line', 'association': 'delivered_by', 'count': 'count(largest_programme_share)'}],
            'rows': [dict(national_rows, on="findings.fiscal_year = delivered.fiscal_year and findings.subject = concat_ws(' ', delivered.programme_type, nullif(delivered.orientation, ''))")],
        },
        'programme_link_differs': {
            'tests': [{'of': 'int_programme__programme', 'year': 'null', 'where': 'ledger_objects is not null'}],
            'rows': [{'of': 'int_programme__programme', 'on': 'findings.subject = delivered.programme_code'}],
        },
        'programme_starts_after_participants': {
            'by': 'contradictory',
            'tests': [{'of': 'int_participation__delivered', 'year': 'year(period_to)', 'where': 'total_count > 0', 'count': 'count(distinct programme_code)'}],
        },
        'programme_type_differs': {
            'by': 'contradictory',
            'tests': [{'of': 'int_programme__programme', 'year': 'null', 'where': 'orientation is not null'}],
        },
        'programme_unknown': {
            'tests': [{'of': 'int_programme__mention'}],
            'rows': [{
                'of': 'int_programme__mention', 'line': 'null', 'file': "position(concat(', ', files.source, ',') in concat(', ', delivered.source, ',')) > 0",
                'on': 'findings.fiscal_year = delivered.fiscal_year and findings.association_code = delivered.association_code and findings.subject = delivered.programme_code',
            }],
        },
        'published_bound': {
            'by': 'published_audit',
            'tests': [dict(printed_equations, where=audited_by('published_bound'))],
        },
        'published_change': {
            'by': 'published_audit',
            'tests': [dict(printed_equations, where=audited_by('published_change'))],
        },
        'published_fact': {
            'by': 'published_audit',
            'tests': [{
                'of': 'int_audit__fact', 'association': 'figures.association_code', 'year': 'figures.fiscal_year', 'count': 'count(distinct tested.figure_key)',
                'join': {'with': 'int_audit__figure', 'as': 'figures', 'on': 'tested.figure_key = figures.figure_key'},
            }],
        },
        'published_missing': {'tests': [{'of': 'int_published__figure', 'association': 'null'}]},
        'published_norm': {
            'by': 'published_audit',
            'tests': [dict(printed_equations, where=audited_by('published_norm'))],
        },
        'published_plausible': {
            'by': 'published_audit',
            'tests': [dict(printed_equations, where=audited_by('published_plausible'))],
        },
        'published_roll_forward': {
            'by': 'published_audit',
            'tests': [dict(printed_equations, where=audited_by('published_roll_forward'))],
        },
        'published_share': {
            'by': 'published_audit',
            'tests': [dict(printed_equations, where=audited_by('published_share'))],
        },
        'published_shares_total': {
            'by': 'published_audit',
            'tests': [dict(printed_equations, where=audited_by('published_shares_total'))],
        },
        'published_statement': {
            'by': 'published_audit',
            'tests': [dict(printed_equations, where=audited_by('published_statement'))],
        },
        'published_sum': {
            'by': 'published_audit',
            'tests': [dict(printed_equations, where=audited_by('published_sum'))],
        },
        'published_unreached': {
            'tests': [{'of': 'int_audit__figure', 'association': 'null', 'year': 'year(audited_on)', 'count': 'count(distinct source_document)'}],
        },
        'referrals_differ_from_participants': {
            'tests': [{
                'of': 'int_referral__mapped', 'year': 'year(tested.period_to)', 'count': 'count(distinct tested.programme_code)',
                'join': {'with': 'int_participation__official', 'as': 'counts', 'on': "tested.association_code = counts.association_code and tested.programme_code = counts.programme_code and year(tested.period_to) = counts.fiscal_year and tested.source_system = counts.source_system and counts.count_basis = 'registered' and counts.registration_kind = 'named'"},
            }],
            'rows': [{'of': 'stg_referrals__count', 'on': 'findings.fiscal_year = year(delivered.period_to) and findings.subject = delivered.programme_code'}, programme_flow],
        },
        'referrer_unmapped': {
            'tests': [{'of': 'int_referral__mapped', 'year': 'year(period_to)', 'count': "count(distinct concat_ws('/', programme_code, local_referrer))"}],
            'rows': [{
                'of': 'int_referral__mapped',
                'on': "findings.fiscal_year = year(delivered.period_to) and coalesce(findings.subject, '') = coalesce(delivered.local_referrer, '')",
            }, person_files],
        },
        'register_count_differs': {
            'tests': [{'of': 'int_national__printed', 'association': 'delivered_by', 'where': "check_code = 'register_count_differs'"}],
        },
        'register_municipality_differs': {
            'tests': [{'of': 'fct_municipality_membership', 'year': 'year(register_date)', 'where': 'is_latest'}],
            'rows': [{'of': 'int_register__municipality', 'association': 'none', 'on': 'delivered.is_latest and findings.subject = delivered.municipality_name'}],
        },
        'register_municipality_twice': {
            'tests': [{'of': 'int_register__municipality', 'association': 'delivered_by', 'year': 'year(register_date)', 'count': "count(distinct concat_ws('/', register_date, municipality_code))"}],
            'rows': [{'of': 'int_register__municipality', 'on': 'findings.fiscal_year = year(delivered.register_date) and findings.subject = delivered.municipality_name'}],
        },
        'register_successor_missing': {
            'tests': [{'of': 'int_register__change', 'association': 'delivered_by', 'where': "successor_code <> ''"}],
            'rows': [{'of': 'stg_association_changes__change', 'on': 'findings.fiscal_year = delivered.fiscal_year and findings.subject = delivered.successor_name'}],
        },
        'registration_late': {
            'tests': [{'of': 'int_person__timeliness', 'where': 'registered_count > 0'}],
            'rows': [person_files],
        },
        'result_account': {
            'tests': [{'of': 'int_ledger__account_balance', 'where': 'delivered_result_sek is not null'}],
            'rows': [account_lines],
        },
        'row_repeated': {
            'by': 'contradictory',
            'tests': [{'of': 'int_money__funding'}, {'of': 'int_money__staffing'}],
        },
        'rule_tie': {
            'tests': [
                {
                    'of': 'int_cost__own_rule', 'count': 'count(distinct tested.rule_id)',
                    'join': {'with': 'int_cost__subject', 'as': 'subjects', 'on': 'tested.subject_key = subjects.subject_key'},
                    'association': 'subjects.association_code', 'year': 'subjects.fiscal_year',
                },
                {
                    'of': 'int_cost__type', 'count': 'count(distinct tested.type_rule_id)',
                    'join': {'with': 'int_cost__subject', 'as': 'subjects', 'on': 'tested.subject_key = subjects.subject_key'},
                    'association': 'subjects.association_code', 'year': 'subjects.fiscal_year',
                },
            ],
            'rows': [rule_rows],
        },
        'series_break': {'tests': [{'of': 'int_indicator__change'}]},
        'statistic_conflict': {
            'tests': [
                {
                    'of': 'int_reach__observation', 'association': 'null', 'year': 'year(period_end)',
                    'count': "count(distinct concat_ws('/', provider, dataset, measure_code, region_key, sex, breakdown, period))",
                },
                {'of': 'int_reach__stated', 'association': 'null', 'count': "count(distinct concat_ws('/', association_code, unit_code, method, component))"},
            ],
            'rows': [
                {
                    'of': 'int_reach__observation', 'association': 'none', 'amount': 'delivered.observed_value',
                    'on': "findings.subject = concat_ws(' ', delivered.provider, delivered.dataset, delivered.measure_code, delivered.region_key, delivered.sex, nullif(delivered.breakdown, ''), delivered.period)",
                },
                {
                    'of': 'int_reach__statistic', 'association': 'none', 'amount': 'delivered.observed_value',
                    'on': "findings.subject = concat_ws(' ', delivered.statistic_code, delivered.area_code, delivered.sex, delivered.period, delivered.priority)",
                },
                {
                    'of': 'int_reach__stated', 'association': 'none', 'amount': 'delivered.person_count',
                    'on': "findings.fiscal_year = delivered.fiscal_year and findings.subject = concat_ws(' ', 'target_groups', delivered.association_code, nullif(delivered.unit_code, ''), delivered.method, delivered.component)",
                },
            ],
        },
        'statistic_jump': {
            'by': 'implausible',
            'tests': [{'of': 'int_reach__statistic', 'association': 'null', 'year': 'null', 'where': 'statistic_code is not null', 'count': "count(distinct concat_ws('/', statistic_code, area_code, sex))"}],
        },
        'statistic_unmapped': {
            'tests': [{'of': 'int_reach__statistic', 'association': 'null', 'year': 'null', 'count': "count(distinct concat_ws('/', provider, dataset, measure_code, breakdown))"}],
            'rows': [{
                'of': 'int_reach__statistic', 'association': 'none', 'line': 'null',
                'on': "findings.subject = concat_ws(' ', delivered.provider, delivered.dataset, delivered.measure_code)",
            }],
        },
        'sudden_change': {'tests': [{'of': 'int_indicator__change', 'where': "tested.status <> 'series_break'"}], 'figure': 'indicator_value'},
        'survey_above_participants': {
            'tests': [{'of': 'int_survey__response', 'where': 'participant_count is not null'}],
            'rows': [round_rows],
            'figure': 'survey_result',
        },
        'survey_answers_differ': {
            'tests': [{'of': 'int_survey__response', 'where': 'form_count is not null'}],
            'rows': [round_rows, answer_files],
        },
        'survey_asked_arithmetic': {
            'tests': [{'of': 'int_survey__response', 'where': 'asked_count + answered_count + declined_count is not null'}],
            'rows': [round_rows],
            'figure': 'survey_result',
        },
        'survey_below_minimum': {
            'tests': [{'of': 'int_survey__response', 'where': 'answered_count is not null and minimum_answers is not null'}],
            'rows': [round_rows, answer_files],
        },
        'survey_code_out_of_scale': {
            'tests': [{'of': 'int_survey__answer', 'where': 'answer_code is not null', 'count': "count(distinct concat_ws('/', survey_round, survey, programme_code, question_no))"}],
            'rows': [answer_files],
            'figure': 'survey_result',
        },
        'survey_question_unknown': {
            'tests': [{'of': 'int_survey__answer', 'where': 'fiscal_year is not null', 'count': "count(distinct concat_ws('/', survey_round, survey, programme_code, question_no))"}],
            'rows': [answer_files],
        },
        'survey_round_without_year': {
            'tests': [{'of': 'int_survey__round', 'year': 'null', 'count': 'count(distinct survey_round)'}],
            'rows': [dict(round_rows, line='null', on='findings.subject = delivered.survey_round'), answer_files],
        },
        'survey_staff_missing': {
            'tests': [{'of': 'int_survey__response', 'where': 'companion_survey is not null', 'count': "count(distinct concat_ws('/', programme_code, companion_survey))"}],
            'rows': [dict(round_rows, on="findings.fiscal_year = delivered.fiscal_year and findings.subject = coalesce(nullif(delivered.programme_code, ''), delivered.association_code)")],
        },
        'sus_after_as_of': {'tests': [person_programmes], 'rows': [person_files]},
        'sus_excluded': {'tests': [person_programmes], 'rows': [person_files]},
        'sus_exit_before_entry': {'tests': [person_programmes], 'rows': [person_files]},
        'sus_overlapping_spells': {'tests': [person_programmes], 'rows': [person_files]},
        'sus_rows_disagree': {'tests': [person_programmes], 'rows': [person_files]},
        'target_group_components_differ': {
            'tests': [{'of': 'int_reach__target_group', 'where': "basis = 'stated' and component_sum is not null"}],
            'rows': [stated_groups],
        },
        'target_group_differs': {
            'tests': [{
                'of': 'int_reach__target_group', 'where': "tested.basis = 'stated'",
                'join': {'with': 'int_reach__target_group', 'as': 'computed', 'on': "tested.association_code = computed.association_code and tested.unit_code = computed.unit_code and tested.fiscal_year = computed.fiscal_year and tested.method = computed.method and computed.basis = 'computed'"},
            }],
            'rows': [stated_groups],
        },
        'time_report_conflict': {
            'tests': [{'of': 'int_time__entry', 'count': "count(distinct concat_ws('/', role, activity, coalesce(month_no, 0)))"}],
            'rows': [{
                'of': 'int_time__entry', 'amount': 'delivered.hours',
                'on': "findings.fiscal_year = delivered.fiscal_year and findings.subject = concat_ws(' ', delivered.role, delivered.activity, delivered.month_no)",
            }],
        },
        'time_report_hours_implausible': {
            'tests': [{'of': 'fct_time_report', 'count': 'count(distinct role)'}],
            'rows': [{'of': 'int_time__entry', 'amount': 'delivered.hours', 'on': 'findings.fiscal_year = delivered.fiscal_year and findings.subject = delivered.role'}],
        },
        'time_report_month_implausible': {
            'by': 'implausible',
            'tests': [{'of': 'int_time__entry', 'where': 'month_no is not null', 'count': "count(distinct concat_ws('/', role, month_no))"}],
        },
        'time_report_months_differ': {
            'tests': [{'of': 'int_time__activity', 'where': 'year_hours is not null and month_hours is not null'}],
            'rows': [{
                'of': 'int_time__entry', 'amount': 'delivered.hours',
                'on': "findings.fiscal_year = delivered.fiscal_year and findings.subject = concat(delivered.role, ', ', delivered.activity)",
            }],
        },
        'uppfoljning_budget_far': {
            'by': 'implausible',
            'tests': [{'of': 'int_uppfoljning__extraction', 'where': 'budget_sek > 0 and outcome_sek > 0', 'count': 'count(distinct programme_code)'}],
        },
        'uppfoljning_conflict': {
            'tests': [
                {'of': 'int_uppfoljning__extraction', 'count': 'count(distinct extraction_date)'},
                {'of': 'int_national__delivered_line', 'association': 'delivered_by', 'count': 'count(distinct extraction_date)'},
            ],
            'rows': [files_of_source],
        },
        'uppfoljning_count_far': {
            'by': 'implausible',
            'tests': [{'of': 'int_uppfoljning__extraction', 'where': 'budgeted_count > 0 and total_count > 0', 'count': 'count(distinct programme_code)'}],
            'rows': [extraction_rows],
        },
        'uppfoljning_orientation': {'tests': [{'of': 'int_uppfoljning__programme'}], 'rows': [extraction_rows]},
        'uppfoljning_programme_dropped': {
            'tests': [{'of': 'int_uppfoljning__extraction', 'count': 'count(distinct programme_code)'}],
            'rows': [extraction_rows],
        },
        'uppfoljning_series': {'tests': [{'of': 'int_uppfoljning__programme'}], 'rows': [extraction_rows]},
        'uppfoljning_sex_sum': {
            'tests': [{'of': 'int_uppfoljning__programme', 'where': 'women_count + men_count + total_count is not null'}],
            'rows': [extraction_rows],
        },
        'uppfoljning_superseded': {
            'tests': [{'of': 'int_uppfoljning__extraction', 'where': 'delivery_rank = 1', 'count': 'count(distinct extraction_date)'}],
            'rows': [dict(extraction_rows, line='null', on='findings.fiscal_year = delivered.fiscal_year and findings.subject = cast(delivered.extraction_date as varchar)')],
        },
        'uppfoljning_target_group_exclusive': {
            'tests': [{'of': 'int_uppfoljning__target_group', 'count': 'count(distinct programme_code)'}],
            'rows': [extraction_rows],
        },
        'uppfoljning_target_group_sex': {
            'tests': [{'of': 'int_uppfoljning__target_group', 'where': 'restricts_sex is not null', 'count': 'count(distinct programme_code)'}],
            'rows': [extraction_rows],
        },
        'uppfoljning_target_group_unknown': {
            'tests': [{'of': 'int_uppfoljning__programme', 'where': 'target_groups is not null'}],
            'rows': [extraction_rows],
        },
        'waiting_offer_before_application': {
            'tests': [{'of': 'int_waiting__summary', 'where': "scope = 'programme' and route = ''"}],
            'rows': [{'of': 'int_delivery__loaded_file', 'line': 'null', 'on': "delivered.source = 'applications'"}],
            'figure': 'waiting_time',
        },
        'year_unexpected': {
            'tests': [{'of': 'int_delivery__content', 'count': 'count(distinct delivery_source)'}],
            'rows': [files_of_source],
        },
    }) }}
{%- endmacro %}

{#- The models that give findings. -#}
{% macro finding_models() -%}
    {%- set models = [] -%}
    {%- for check, parts in checks().items() -%}
        {%- set model = parts.get('by', check) -%}
        {%- if model not in models %}{% do models.append(model) %}{% endif -%}
    {%- endfor -%}
    {{ return(models) }}
{%- endmacro %}

{#- The equations between printed figures that one check judges. -#}
{% macro audited_by(check) -%}
    {{ return("not tested.is_alternative and tested.rule_id in (select rule_id from " ~ ref('audit_rule') ~ " where check_code = '" ~ check ~ "')") }}
{%- endmacro %}
