{{ protected('printed_comparison', {
    'computed_value': ['numerator', 'denominator'],
    'difference': ['numerator', 'denominator'],
    'is_within_tolerance': ['numerator', 'denominator']
}) }}
