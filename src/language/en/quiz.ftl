# A quiz.
quiz-until = until { $time }
quiz-next = Next question
quiz-time-over = time is over
quiz-time-over-may-answer = The time is over. You may still give this answer. Leaving gives it up.
quiz-leaving-gives-up = The time is over: once you leave, this answer cannot be given any more. The same key again leaves.
quiz-attempt-over = The time of this attempt was over at { $time }. What was answered counts.
quiz-question-over = The time for this question was over at { $time }. It counts as not answered.
quiz-questions = { $count ->
    [one] { $count } question.
   *[other] { $count } questions.
} The pass mark is { $pass }.
quiz-time-limit = { $minutes ->
    [one] There is 1 minute for it,
   *[other] There are { $minutes } minutes for it,
} also while you are away. The question in front of you when they end may still be answered. t hides the time.
quiz-attempts-used = { $used } of { $most } attempts used.
quiz-kept = Each answer is kept at once. Leave whenever you like; the same question will wait for you.
quiz-go-there = Go there
quiz-passed-renew = You passed with { $share }. To renew the certificate, pass it once more.
quiz-passed = You passed with { $share }. Another attempt cannot lower that.
quiz-take-again = Take it again
quiz-best-so-far = Your best so far: { $share }.
quiz-again-at = It may be tried again at { $time }.
quiz-failed = Your best: { $share }. No attempt is left; ask those who run the course.
quiz-no-attempt = No attempt is left. Ask those who run the course.
