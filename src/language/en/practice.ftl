# Questions outside any attempt.
practice-missed = Only what was not right
practice-missed-about = { $count ->
    [one] 1 question,
   *[other] { $count } questions,
} for practice: the result of your attempt stays as it is. Your answers are kept, so that the course knows when to ask you again.
practice-due = Before it is forgotten
practice-due-about = { $count ->
    [one] 1 question,
   *[other] { $count } questions,
} about 2 minutes at most: what you missed first. No result changes by them.
practice-right = { $right } of { $count } right.
practice-kept = Your answers are kept. The result of every attempt stays as it was.
practice-more-due = More questions are due; they can wait for another two minutes.
practice-nothing-due = Nothing is due now. The next question falls due on { $day }.
practice-nothing-ever = Nothing is due, and nothing will be before a question of a quiz is answered.
practice-none-here = This course asks nothing again.
