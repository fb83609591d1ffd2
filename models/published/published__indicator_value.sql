{{ protected('indicator_value', {
    'numerator': ['numerator'],
    'denominator': ['denominator'],
    'value': ['numerator', 'denominator']
}, withheld="grade = 'not_published'") }}
