{{ protected('reach', {
    'numerator': ['numerator'],
    'value': ['numerator']
}) }}
