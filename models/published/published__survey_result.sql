{{ protected('survey_result', {
    'asked_count': ['asked_count'],
    'declined_count': ['declined_count'],
    'answered_count': ['answered_count'],
    'response_rate_of_asked': ['asked_count', 'answered_count'],
    'participant_count': ['participant_count'],
    'coverage_of_participants': ['answered_count', 'participant_count'],
    'scored_count': ['scored_count'],
    'out_of_scale_count': ['out_of_scale_count'],
    'score_sum': ['scored_count', 'below_minimum'],
    'mean_score': ['scored_count', 'below_minimum']
}) }}
