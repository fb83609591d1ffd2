{{ config(materialized='view') }}

-- Means of support in shared codes, once per distinct text and day. A text may name several, parted by |; one that no row
-- of the definition knows makes the text partly unclassified.
with

spells as (
    select * from {{ ref('int_person__spell') }}
),

stated as (
    select support_before as support_text, entry_date as valid_on
    from spells
    union
    select support_after as support_text, exit_date as valid_on
    from spells
),

texts as (
    select
        support_text,
        valid_on,
        concat('|', lower(replace(replace(support_text, ' |', '|'), '| ', '|')), '|') as parted_text,
        length(support_text) - length(replace(support_text, '|', '')) + 1 as part_count
    from stated
    where support_text is not null and valid_on is not null
),

known as (
    select texts.support_text, texts.valid_on, texts.part_count, rules.support_code, rules.is_public
    from texts
    inner join {{ ref('means_of_support') }} as rules
        on
            position(concat('|', rules.support_text, '|') in texts.parted_text) > 0
            and texts.valid_on between rules.valid_from and rules.valid_to
)

select support_text, valid_on, support_code, is_public
from known
union
select texts.support_text, texts.valid_on, 'unclassified' as support_code, 'unknown' as is_public
from texts
left join known
    on
        texts.support_text = known.support_text
        and texts.valid_on = known.valid_on
group by texts.support_text, texts.valid_on, texts.part_count
having count(known.support_code) < texts.part_count
