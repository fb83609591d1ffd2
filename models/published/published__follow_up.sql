{{ protected('follow_up', {
    'consented_count': ['consented_count'],
    'answered_count': ['answered_count'],
    'status_count': ['status_count'],
    'completed_count': ['completed_count'],
    'consent_rate_of_completed': ['consented_count', 'completed_count'],
    'response_rate_of_consented': ['consented_count', 'answered_count'],
    'share_of_answered': ['answered_count', 'status_count']
}) }}
