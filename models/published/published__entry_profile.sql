{{ protected('entry_profile', {
    'new_count': ['new_count'],
    'new_participants': ['new_participants'],
    'share_of_new_participants': ['new_count', 'new_participants']
}) }}
