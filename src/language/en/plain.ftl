# The course line by line: what is said everywhere.
plain-greeting = This is the course line by line, in English. At every prompt, type help for all you can type, or quit to leave.
plain-kept = Everything is kept as you go; you will come back to the same place.
plain-bye = Everything is kept. Until next time.
plain-bye-not-all = What could be kept is kept. Until next time.
plain-back-again = Back again. { $place }
plain-type-repeat = { $help } Type repeat to hear this again.
plain-at-every-prompt = At every prompt you may type:
plain-says-term = says what a word means
plain-opens-link = opens what is behind the words marked (link 1)
plain-backslash = To write a line that is one of these words, put a backslash before it.
plain-first-words = Instead of a number you may type the first words of what stands there, two at least, or all of it.
plain-not-written = That is not taken as your words. { $told } To write it all the same, put a backslash before it.
plain-questions = Questions, or an error in the course: { $contact }
plain-no-link = There is no such link here.
plain-not-kept = { $error }. Nothing else is lost; type it again to retry.
plain-go-back = Press Enter to go back.
plain-way-back = the way back, to { $next }
plain-enter-for = Press Enter for { $next }.
plain-quote = Quote:
plain-struck-out = struck out
plain-link = (link { $number })

command-help = help
command-repeat = repeat
command-where = where
command-back = back
command-home = home
command-contents = contents
command-certificate = certificate
command-refresh = refresh
command-name = name
command-terms = terms
command-quit = quit
command-term = term
command-link = link
command-term-word = term WORD:{" "}
command-link-1 = link 1:{" "}
command-sign = sign
command-see = see
command-hint = hint
command-erase = erase
command-none = none
command-again = again
command-review = review
command-and = and
command-next = next
command-go-on = go on
command-continue = continue
command-on = on

also-quit = leave, exit, end, stop, close, bye, q
also-home = menu, steps, start
also-back = previous, return
also-repeat = read, reread
also-help = commands, options, h, ?
also-nothing = explain, why, skip, show, open, done, ok

command-help-does = says what can be typed here
command-repeat-does = says this again
command-where-does = says where you are
command-back-does = goes to what was before
command-home-does = goes to the list of steps
command-contents-does = lists all lessons and pages
command-certificate-does = shows your certificate
command-refresh-does = asks what is due again
command-name-does = changes your name and role
command-terms-does = lists the words of the glossary
command-quit-does = leaves; everything is kept

typed-help = { $range } Type help for more.
typed-no-number = There is no number { $number } here. { $range }
typed-only-one = Only one can be chosen. { $range }
typed-several = More than one of them says that. { $range }
typed-none = None of them says that. { $range }
typed-did-you-mean = Did you mean { $number }, { $words }? Type { $number }.
typed-no-answer = That is not taken as an answer. { $told } { $range }
typed-to-leave = To leave, type quit.
typed-command = The command { $word } { $does }.
typed-type-help = Type help for all that can be typed here.
typed-range = { $count ->
    [one] Type 1.
   *[other] Type a number from 1 to { $count }.
}

glossary-none = This course has no glossary.
glossary-words = The words of the glossary. Type term and a word to hear what it means.
glossary-unknown = That word is not in the glossary. Type terms for all of them.

post-by = Post by
post-ends = End of the post.
message-from = Message from
message-ends = End of the message.
post-below = Below it: { $stats }
post-comment = Comment:{" "}
picture-below = Below the picture: { $caption }

command-progress = progress
command-progress-does = tells how far you have come, with your marks by day
command-mastery = mastery
command-search = search
command-note = note
command-notes = notes
command-settings = settings
command-report = report
command-glossary = glossary
command-replay = replay
command-redo = redo
command-mastery-does = tells what you are likely to know now
command-search-does = with some words after it, finds pages, terms, and questions you have answered
command-note-does = writes a note on what is in front of you
command-notes-does = lists your notes
command-settings-does = changes what may be set, such as time limits
command-report-does = gives a text to send when something is wrong
command-glossary-does = the same as glossary
