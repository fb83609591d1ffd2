-- Every indicator of the registry has name, purpose, formula, numerator, unit and owner in words, in both languages; a
-- denominator in words if and only if its formula has one, and its notes in both languages or in none.
with

ratios as (
    select indicator_code
    from {{ ref('indicator_term') }}
    where part = 'denominator'
    group by indicator_code
)

select
    'indicator' as seed,
    indicators.indicator_code as row_key,
    indicators.formula_sv
from {{ ref('published__indicator') }} as indicators
left join ratios
    on indicators.indicator_code = ratios.indicator_code
where
    {%- for text in ['name', 'purpose', 'formula', 'numerator', 'unit'] %}
    trim(coalesce(indicators.{{ text }}_sv, '')) = ''
    or trim(coalesce(indicators.{{ text }}_en, '')) = ''
    or
    {%- endfor %}
    indicators.owner is null
    or indicators.decision_sv is null
    or (ratios.indicator_code is null) <> (indicators.denominator_sv is null)
    or (ratios.indicator_code is null) <> (indicators.denominator_en is null)
    or (indicators.note_sv is null) <> (indicators.note_en is null)
    or (indicators.not_comparable_sv is null) <> (indicators.not_comparable_en is null)
    -- a purpose says more than the name
    or lower(indicators.purpose_sv) = lower(indicators.name_sv)
