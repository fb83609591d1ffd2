{{ protected('goal_result', {
    'numerator': ['numerator'],
    'base': ['denominator'],
    'outcome_value': ['numerator', 'denominator'],
    'verdict': ['numerator', 'denominator'],
    'is_met': ['numerator', 'denominator']
}, withheld="grade = 'not_published'") }}
