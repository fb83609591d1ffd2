{{ outward(ref('fct_figure_part')) }}
