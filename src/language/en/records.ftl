# What can go wrong with the records and with files: what happened, then what to do and what is safe.
not-kept = could not keep this: { $because }

records-folder =
    could not keep records in the folder { $folder }: { $because }
    name another folder with `--data DIR`, or ask whoever looks after this computer for the right to write there
records-closed =
    could not open the records in { $file }: { $because }
    the file was left as it is; look at who owns it and its folder, or name another folder with `--data DIR`
records-read-only =
    the records in { $file } may be read but not written
    nothing was changed; make the file and its folder writable, or name another folder with `--data DIR`
records-full =
    the disk that holds { $file } is full
    free some space and do it again; everything kept before is safe
records-disk =
    the disk that holds { $file } did not do what it was asked: { $because }
    everything kept before is as it was; see that the disk is connected and not full, then do it again
records-locked =
    another program holds { $file } and does not let go of it
    nothing was lost; close other bedside windows and back-up programs that use it, then do it again
records-gone =
    the records in { $file } were taken out or moved meanwhile
    nothing is kept from here on; put them back where they were, or leave and open bedside again
records-damaged =
    the records in { $file } are damaged and cannot be read
    the file was left exactly as it is; copy it to a safe place with { $file }-wal and { $file }-shm, where they are there, and move those two away; then put a back-up in its place, or move it away to begin anew
records-newer =
    the records in { $file } were written by a newer bedside (format { $found }; this one knows up to { $known })
    nothing was changed; install the newest bedside and open them with that
records-foreign =
    { $file } is a database of another program, not of bedside
    nothing was changed; move it away, or name another folder with `--data DIR`
records-address =
    that is no address of a records server: { $because }
    write it as `postgres://NAME@HOST/DATABASE`
records-no-roots =
    this computer has no certificates that it trusts, so { $server } cannot prove who it is: { $because }
    install those of your system (Debian: ca-certificates), or name a file of your own with `?sslrootcert=FILE` in the address
records-away =
    the records server { $server } is away: { $because }
    nothing was lost; see that it runs and that this computer can reach it, then do it again
records-shut =
    the records server { $server } does not allow this: { $because }
    nothing was changed; ask whoever looks after that server
records-bare =
    the database { $server } is not set up for records yet
    its owner does that by opening it once, with `bedside doctor --data ADDRESS`
records-newer-server =
    the records on { $server } were written by a newer bedside (format { $found }; this one knows up to { $known })
    nothing was changed; install the newest bedside and open them with that
records-full-server =
    the disk of the records server { $server } is full
    free some space there and do it again; everything kept before is safe
records-failed-server =
    could not use the records on { $server }: { $because }
    everything kept before is as it was; `bedside --version` and this line help whoever is asked about it
records-failed =
    could not use the records in { $file }: { $because }
    everything kept before is as it was; `bedside --version` and this line help whoever is asked about it
records-forgotten =
    your records were taken out meanwhile, with `bedside forget`
    nothing is kept from here on; leave, and open bedside again to begin anew
records-server-away = the server is away
records-server-full = the server's disk is full
records-server-shut = the server does not allow it; `--learner NAME` has to be the name of your role there

place-network =
    your records lie on a network disk ({ $kind }): { $folder }
    they are kept there with more care and less speed; open them on one computer at a time, or name a folder of this computer with `--data DIR`
place-synced =
    your records lie in a folder that { $by } copies to other computers: { $folder }
    they are kept there with more care and less speed; let it finish before another computer opens them, or name another folder with `--data DIR`
place-pretended-day = This session pretends that it is { $day }. What you do is kept so, and your department refuses a record of it.
place-clock-wrong = This computer says that it is { $today }, which cannot be. Set its clock; nothing else is to be done.
place-clock-behind = This computer says that it is { $today }. If not, set its clock; that is all. If so, it was ahead on { $day }, and your department refuses what you earn now: hand in what came before, type “bedside forget” at your shell, and begin anew.
place-system-away = Your learning-management system is away. Go on: it is told later.

not-written-none = there is no certificate yet
not-written-file =
    could not write { $file }: { $because }
    the file that was there, if any, is as it was
not-written-another = a file that bedside did not write is there; name another file, or remove that one first
not-written-course = a file of a course or of settings is there; name another file
not-written-records = a file of records is there; name another file
not-written-matches = what was confirmed of the roster is there; name another file
not-written-key = a key is there; name another file
not-written-no-folder = there is no folder { $folder }; make it first, or name another one
not-written-not-a-folder = { $folder } is no folder; name another one
not-written-file-for-folder = a file of that name is there; name a folder
not-written-folder = it is a folder; name a file in it
not-written-link = it is a link; name the file it leads to
not-written-not-regular = it is not a regular file; name one, for what goes to the screen or a pipe is written there without being named
not-written-dash = this is written to a file and not printed; name one
not-written-letters =
    no font at hand has { $letters }
    install a font that has them, such as Noto Serif CJK for Chinese, Japanese, and Korean (Debian: fonts-noto-cjk), and try again; `bedside certificate --text` needs none
