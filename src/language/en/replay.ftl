# A story played again.
replay = Played again
replay-nothing-kept = nothing is kept
replay-about = This changes no score, and nothing of it is kept.
replay-worth = This ending is worth { $share }.
replay-worth-yours = This ending is worth { $share }. Yours stays as it is: { $yours }.
replay-back = Back to your answer
