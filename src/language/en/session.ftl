# What the session itself says.
still-keeping = Still saving. It takes longer than usual; nothing is lost.
asking-server = Waiting for the records server { $server }. Ctrl+C leaves.
not-kept-last = what you did last could not be kept: { $because }
not-kept-retry = { $error }. Press the key again to retry.
half-made-kept = What you began is kept. It is here when you come back.
mouse-ours = The mouse works here again.
mouse-terminals = The mouse is the terminal's now; m takes it back.
no-shell-to-come-back-from = Ctrl-Z stops nothing here: there is no shell to come back from.
terminal-too-small = This needs { $columns } columns and { $rows } rows.
more-below = more below ↓
more-above = more above ↑
no-longer-in-course = What stood here is no longer in the course.
preview-saved = Saved: { $files }.
preview-begins = A preview: nothing is kept, and what you save is shown at once.
preview-bye = Of a preview nothing is kept. Until next time.
preview-quit-does = leaves; of a preview nothing is kept
