# What several screens say.

about-minutes = { $minutes ->
    [one] about 1 minute
   *[other] about { $minutes } minutes
}
quiz-word = quiz
quiz-called = Quiz: { $title }
certificate = Certificate
