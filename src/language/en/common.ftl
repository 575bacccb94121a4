# What several screens say.

about-minutes = { $minutes ->
    [one] about 1 minute
   *[other] about { $minutes } minutes
}
quiz-word = quiz
quiz-called = Quiz: { $title }
certificate = Certificate
back = Back
begin = Begin
go-on = Go on
try-again = Try again
on-with-course = On with the course
see-result = See the result
play-again = Play again from the start
copied = Copied, if your terminal allows it.
copied-address = Copied, if your terminal allows it: { $address }
not-in-course = That is not in this course.
question-of = Question { $number } of { $count }
practice = Practice
first-comes = First comes: { $title }
s-opens-page = s opens the page that teaches this: { $title }
refresh = Refresh
text-full = { $most } letters, no more fit.
text-left-out = { $most } letters, no more fit. Left out: “{ $words }”
