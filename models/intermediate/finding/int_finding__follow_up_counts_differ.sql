-- Each status row repeats how many consented and answered; rows of one exit period have to say the same.
select
    {{ finding('follow_up_counts_differ', 'association_code', 'fiscal_year',
               "concat_ws(' ', programme_code, exit_from, exit_to, months_after)") }}
from {{ ref('int_follow_up__period') }}
where
    least_consented_count <> consented_count
    or least_answered_count <> answered_count
