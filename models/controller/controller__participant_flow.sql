{{ outward(ref('fct_participant_flow')) }}
