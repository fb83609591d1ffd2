{{ protected('waiting_time', {
    'application_count': ['application_count'],
    'refused_date_count': ['refused_date_count'],
    'offered_count': ['offered_count'],
    'assessable_count': ['assessable_count'],
    'within_14_days_count': ['within_14_days_count'],
    'within_14_days_share': ['assessable_count', 'within_14_days_count'],
    'median_days': ['offered_count'],
    'mean_days': ['offered_count']
}) }}
