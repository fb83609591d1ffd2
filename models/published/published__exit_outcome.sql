{{ protected('exit_outcome', {'exit_count': ['exit_count']}) }}
