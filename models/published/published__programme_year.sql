{{ protected('programme_year', {
    'women_count': ['women_count'],
    'men_count': ['men_count'],
    'total_count': ['total_count']
}) }}
