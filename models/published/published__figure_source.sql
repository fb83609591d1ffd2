{{ figure_source(ref('published__figure_part'), ref('published__source_row')) }}
