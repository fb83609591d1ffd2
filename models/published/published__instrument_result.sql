{{ protected('instrument_result', {
    'answered_count': ['answered_count'],
    'mean_score': ['answered_count', 'below_minimum']
}) }}
