# The course line by line: what each place says.
at-home = You are at the list of steps.
home-help = Type the number of a step, or press Enter for the next one.
home-steps = The steps of this course:
home-steps-left = The steps of this course, { $left }:
home-row = { $title }: { $state }.
home-refresh-type = { $count ->
    [one] 1 question is
   *[other] { $count } questions are
} due again: type refresh, two minutes at most.
home-press = Press Enter for number { $number }, { $title }, or type another number.
home-next = Next is number { $number }, { $title }: { $state }.
home-done-and-left = { $done }, { $left }.
home-press-brief = Press Enter for that, type another number, or type repeat to hear all steps.
home-expired = Your certificate has expired.
home-expired-to-do = expired after { $day }, { $count } to do to renew it
home-valid-to-do = valid until { $day }, { $count } to do to renew it
home-earned-valid = earned, valid until { $day }
home-comes-first = First comes { $title }.

step-locked = locked; first comes { $title }
step-gone = not in this course
step-not-begun = not begun, { $time }
step-reading = { $read } of { $pages } pages read, { $time } left
step-at-question = at question { $number } of { $count }
step-passed = passed with { $share }
step-not-yet = not passed yet: { $share }, pass mark { $pass }
step-not-yet-until = not passed yet: { $share }, pass mark { $pass }, again at { $time }
step-failed = not passed: { $share }, pass mark { $pass }, no attempt left

at-contents = You are at the contents.
contents-help = Type a number to go there, or back.
contents-all = All lessons and pages:
contents-is-passed = { $title } (passed)
contents-lesson = Lesson: { $title }
contents-lesson-later = Lesson: { $title } (opens later)
contents-is-read = { $title } (read)
contents-untitled = Page { $number }, without a title

at-certificate = You are at the certificate.
certificate-files-help = Type 1 or 2 for a file to take along, or press Enter to go back.
certificate-is-yours = Your certificate is yours as soon as these are done. Nothing has to be asked for.
certificate-is-yours-ask = Your certificate is yours as soon as these are done. Where no attempt is left, ask those who run the course.

at-attest = You are at the statement before the certificate.
attest-type-sign = Type sign to sign this statement, or back to leave it.
attest-intro = A statement to sign before the certificate:

lesson-head = { $pages ->
    [one] Lesson: { $title }. 1 page,
   *[other] Lesson: { $title }. { $pages } pages,
} { $time }.
lesson-page = Page { $number } of { $count }
lesson-page-titled = Page { $number } of { $count }: { $title }
at-page = You are in the lesson { $lesson }, page { $number } of { $count }, { $time } left
at-page-titled = You are in the lesson { $lesson }, page { $number } of { $count }, { $time } left: { $title }
next-page = the next page
next-quiz = the quiz
next-steps = the list of steps
next-question = the next question
next-result = the result
next-end = the end
page-do-list = Do:
page-dont-list = Don't:
page-take-away-list = To take away:
page-people = The people:
page-think = To think about:{" "}
decision-ask = What do you do? Type the number.
decision-help = Type the number of what you would do.
decision-chosen = You chose { $number }.
decision-other = The road not taken, { $number }.
decision-help-taken = Press Enter for { $next }, or type another number to hear where that road leads.
reflect-keep = Your note stays with your records; it is never handed in or scored. Type it, then a line that holds only a full stop for another voice. A full stop alone skips it.
reflect-moment = Take a moment. Nothing is asked of you, and nothing is scored. Press Enter for another voice.
checklist-help = Type numbers to tick or untick, such as 1 2. Press Enter for { $next }.
checklist-more = { $count ->
    [one] Tick 1 more to go on, by its number.
   *[other] Tick { $count } more to go on, by their numbers.
}
home-refresh-type-more = { $count ->
    [one] 1 question is
   *[other] { $count } questions are
} due again, and { $more } more after that: type refresh, two minutes at most each time.
checklist-none = Nothing is ticked. Press Enter for { $next }.
checklist-ticked = Ticked: { $numbers }. Press Enter for { $next }.

quiz-may-take = { $minutes ->
    [one] An attempt may take 1 minute.
   *[other] An attempt may take { $minutes } minutes.
}
quiz-help-locked = First comes { $title }. Press Enter to go there.
quiz-help-passed = You passed with { $share }. Press Enter for another attempt, which cannot lower that; or type home.
quiz-help-renew = You passed with { $share }. To renew the certificate, pass it once more: press Enter for another attempt, or type home.
quiz-help-wait = Your best so far: { $share }. It may be tried again at { $time }. Press Enter then, or type home.
quiz-help-not-yet = Your best so far: { $share }. Press Enter to try again.
quiz-help-failed = Your best: { $share }. No attempt is left; ask those who run the course. Type home.
quiz-help-begin = Press Enter to begin.
at-quiz-beginning = You are at the beginning of { $title }.
quiz-was-over = The time of this attempt was over; what was answered counts.
quiz-keep-end = Press Enter to try again to keep the end of this attempt.
at-quiz-end = You are at the end of the quiz.
question-head = Question { $number } of { $count }.
question-head-until = Question { $number } of { $count }. Until { $time }.
at-question = You are at question { $number } of { $count } in { $title }.
at-question-until = You are at question { $number } of { $count } in { $title }. Until { $time }.
answer-is-kept = Your answer is kept.
question-was-over = The time for this question was over. It counts as not answered. Press Enter to go on.
question-type-hint = Type hint for a hint.
question-see = Press Enter for { $next }, or type see to read the page that teaches this.
question-see-titled = Press Enter for { $next }, or type see to read “{ $title }”, the page that teaches this.

at-refresh = You are refreshing, question { $number } of { $count }.
refresh-head = To refresh, question { $number } of { $count }. No quiz counts it.
refresh-nothing-ever = Nothing is due. Questions come back here some days after you answered them.
refresh-nothing-today = Nothing is due today.
refresh-done = That was all for now.
refresh-more = More questions are due; they can wait for another two minutes. Type refresh for them.
refresh-next = The next question is due on { $day }.
at-refresh-end = You are at the end of the refreshers.

result-head = Result: { $title }. { $verdict }
result-reread-list = Worth reading again:
result-certificate-type = That was the last step: your certificate of { $day } is ready. Type certificate to read it.
at-result = You are at the result of { $title }.
result-enter = Press Enter to go on with the course.
result-again = Type again for another attempt.
result-type-review = Type review to hear what was not right, or redo to practice only that.
result-type-number = Type a number to read that page.
result-points = By teaching point, and how likely you are to know it now:
result-point = { $earned } of { $most }: { $words }
result-hear-again = To hear again, { $number } of { $count }:

welcome-help = Type your answer. Enter alone keeps what is known, or leaves empty what may be empty.
at-welcome = You are at the welcome, question { $number } of { $count }.
welcome-first = Your name comes first; the course begins after these four questions.
welcome-thanks = Thank you, { $name }.
welcome-now = { $question } It is { $known } now; Enter keeps it.
welcome-now-or-nothing = { $question } It is { $known } now; Enter keeps it, a full stop takes it out.
welcome-ask-name = Your name, as it should stand on the certificate.
welcome-ask-role = Your role:
welcome-ask-number = Type its number. Enter alone takes { $role }.
welcome-ask-staff-id = Your staff id, so that your department can match you. May be empty.
welcome-ask-department = Your department, shown on the certificate. May be empty.
