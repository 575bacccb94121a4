# The certificate.
certificate-of-completion = Certificate of completion
certificate-has-completed = has completed
certificate-version = version { $version }
certificate-on = on { $day }
certificate-valid-without-end = valid without end
certificate-valid-until = valid until { $day }
certificate-has-expired = expired after { $day }
certificate-new-edition = A new edition of this course came out; your certificate counts until { $day }.
certificate-new-edition-over = A new edition of this course came out; your certificate counted until { $day }.
certificate-self-issued = self-issued on this computer
certificate-issued-here = This certificate was issued by this program on this computer. Your department makes it official when it checks what you hand in.
certificate-save = Save it as a PDF to print
certificate-save-again = Save the PDF again
certificate-saved = Saved. The PDF is { $file }
certificate-write-hand-in = Write the record to hand in
certificate-write-hand-in-again = Write the record again
certificate-hand-in-written = Written. Send this file to your department, or put it where they told you to: { $file }
certificate-hand-in-names = It has your name and staff id as they were on the day of completion. Tell your department what has changed since.
certificate-not-written = It was not written: { $error }.
certificate-kept-there = Your record is kept where this course runs, and your department makes the certificate official from it. Nothing has to be handed in from here.
certificate-renew = It may be renewed now. This one stays in the records, and the new one counts from the day it is earned.
certificate-pass-again = Pass again: { $title }
certificate-statement = A statement to sign, at the end
certificate-sign-again = Sign the statement again
certificate-far = certificate
certificate-yours = Your certificate
certificate-left = It is yours as soon as these are done. Nothing has to be asked for.
certificate-left-ask = It is yours as soon as these are done. Where no attempt is left, ask those who run the course.
certificate-again = again at { $time }
certificate-no-attempt = no attempt left
certificate-done = done
certificate-to-do = to do
certificate-back = Back to the course

certificate-head = CERTIFICATE OF COMPLETION
certificate-no-name = (no name was given)
certificate-self-issued-in-full = Self-issued on this computer from its own records; no department has verified it.
certificate-questions = Questions: { $contact }
certificate-role = Role
certificate-earned-as = Earned as
certificate-staff-id = Staff ID
certificate-department = Department
certificate-course = Course
certificate-course-version = { $course }, version { $version }
certificate-completed = Completed
certificate-expired = Expired
certificate-expired-after = after { $day }
certificate-until = Valid until
certificate-valid = Valid
certificate-without-end = without end
certificate-score = Score
certificate-score-of = { $share } (pass mark { $pass })
certificate-none-yet = there is no certificate yet; type `bedside` to go on with the course, or name another one with `--course DIR`
certificate-is-in = your certificate is in { $file }

hand-in-none =
    there is nothing to hand in yet: the certificate is not earned
    type `bedside` to go on with the course, or name the one that you took with `bedside hand-in --course DIR`
hand-in-other =
    you completed another course in these records: { $course }
    to hand that in, type `bedside hand-in --course DIR`, where DIR is the folder of that course
hand-in-other-ours =
    you completed the course that bedside brings along: { $title }
    to hand that in, type `bedside hand-in` and name no course
hand-in-file = Your record is in { $file }
hand-in-says =
    Send that file to your department, or put it where they told you to.
    It says, and nothing more:
hand-in-who = - who you are: { $name } (staff id { $staff }, department { $department })
hand-in-what = - what you completed: { $course }, version { $version }, on { $day }
hand-in-how = - how: { $how }
hand-in-score = { $score } in what the certificate needs
hand-in-quizzes = { $count ->
    [one] 1 quiz
   *[other] { $count } quizzes
}
hand-in-attempts = { $count ->
    [one] 1 attempt in all
   *[other] { $count } attempts in all
}
hand-in-no-minute = less than a minute
hand-in-did = - what you did and when: pages opened, questions drawn, your answers
hand-in-signed = - the statement you signed
hand-in-stays =
    Your notes, reflections, and rewritten drafts stay with your records.
    Written again, the file is the same.
