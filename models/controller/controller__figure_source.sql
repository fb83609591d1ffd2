{{ figure_source(ref('fct_figure_part'), ref('fct_source_row')) }}
