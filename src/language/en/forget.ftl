# Taking one's own data off a computer.
forget-nothing = there is nothing of yours in { $folder }
forget-from = This takes out of { $folder }, for good:
forget-from-server = This takes out of the records on the server, and of { $folder }, for good:
forget-everything = everything that account "{ $account }" did in every course: pages, answers, notes, certificates
forget-copies = the copies of what that account handed in, and of the records before they changed their shape
forget-statements = what of it is to be told to a learning record store, and the copies of what was
forget-key = this computer's key, where nobody else has records here
forget-department = What your department has collected stays there; ask them about it. A certificate you want to keep, save first with `bedside certificate`, and hand in what is not handed in.
forget-saved = bedside saved these files with your name in them. They stay where they are, and are yours to delete:
forget-saved-elsewhere = What you saved or sent elsewhere (certificates, records to hand in, notes) stays there, and is yours to delete.
forget-still-saved = still there, and yours to delete:
forget-type = Type `forget` and press Enter to go on; anything else keeps all of it:
forget-nobody-here = nothing was taken out: nobody is here to ask; `--yes` does it without asking
forget-kept = nothing was taken out
forget-done = { $facts ->
    [one] done: 1 fact is gone
   *[other] done: { $facts } facts are gone
}
forget-odd = left alone, because it cannot be opened: { $file }
forget-odd-yours = if it is yours, take it out by hand
forget-statements-stay = { $count ->
    [one] 1 statement stays in { $file }, of others or of sessions that a learning-management system started
   *[other] { $count } statements stay in { $file }, of others or of sessions that a learning-management system started
}
