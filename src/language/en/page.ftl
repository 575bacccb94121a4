# A page of a lesson.
page-road-not-taken = The road not taken.
page-other-roads = The other roads are open too: choose one to see where it leads.
page-you-wrote = You wrote:
page-note-stays = Your note stays on this computer; it is never sent or scored.
page-enter-shows = Enter shows another voice.
page-take-a-moment = Take a moment. Nothing is asked of you, and nothing is scored.
page-show-voice = Show another voice
page-tick-more = { $count ->
    [one] Tick 1 more to go on.
   *[other] Tick { $count } more to go on.
}
page-tick-more-space = { $count ->
    [one] Tick 1 more to go on: Space ticks.
   *[other] Tick { $count } more to go on: Space ticks.
}
page-do = Do
page-dont = Don't
page-take-away = To take away
page-picture = Picture: { $alt }
page-far = page { $number } of { $count }
page-first = This is the first page.
page-next = Next page
page-to-quiz = On to the quiz
page-end = End of the lesson
