# A page of a lesson.
page-road-not-taken = The road not taken.
page-other-roads = The other roads are open too: choose one to see where it leads.
page-you-wrote = You wrote:
page-note-stays = Your note stays with your records; it is never handed in or scored.
page-enter-shows = Enter shows another voice.
page-nothing-written = Nothing is written yet. Enter once more shows the other voice; then nothing can be written here.
page-take-a-moment = Take a moment. Nothing is asked of you, and nothing is scored.
page-show-voice = Show another voice
page-tick-more = { $count ->
    [one] Tick 1 more to go on.
   *[other] Tick { $count } more to go on.
}
page-space-ticks = Not yet: Space ticks an item.
page-do = Do
page-dont = Don't
page-take-away = To take away
page-picture = Picture: { $alt }
page-far = page { $number } of { $count }
page-first = This is the first page.
page-next = Next page
page-to-quiz = On to the quiz
page-end = End of the lesson
