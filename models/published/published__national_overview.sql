{{ protected('national_overview', {
    'participant_count': ['participant_count'],
    'sex_share': ['participant_count'],
    'share_of_participants': ['participant_count'],
    'largest_programme_share': ['participant_count']
}) }}
