{{ protected('survey_answer', {
    'answer_count': ['answer_count', 'below_minimum'],
    'share_of_answers': ['answer_count', 'below_minimum'],
    'answered_count': ['below_minimum']
}) }}
