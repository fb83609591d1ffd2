-- Every published finding has words in both languages and no place of its template left unfilled.
select
    check_code,
    association_code,
    subject,
    message_sv,
    message_en
from {{ ref('published__finding') }}
where
    coalesce(message_sv, '') = ''
    or coalesce(message_en, '') = ''
    {%- for place in ['subject', 'expected', 'actual', 'detail_sv', 'detail_en'] %}
    or position('{{ "{" ~ place ~ "}" }}' in concat(message_sv, message_en)) > 0
    {%- endfor %}
