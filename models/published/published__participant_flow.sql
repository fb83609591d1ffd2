{{ protected('participant_flow', {
    'opening': ['opening'],
    'new': ['new'],
    'completed': ['completed'],
    'closing': ['closing'],
    'total': ['total']
}) }}
