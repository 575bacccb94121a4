# The list of steps.

home-time-left = { $time } left
home-time-to-certificate = { $time } to the certificate
home-reading = page { $number } of { $count }, { $time }
home-read = read
home-tested-out = passed without reading
home-after-its-lesson = after its lesson
home-after-lesson = after “{ $title }”
home-after-quiz = after the quiz “{ $title }”
home-at-question = question { $number } of { $count }
home-time-over = time is over: see the result
home-pass-again = pass it again to renew
home-passed = passed, { $best }
home-not-yet = { $best }, pass mark { $pass }
home-not-yet-until = { $best }, pass mark { $pass }, again at { $time }
home-failed = { $best }, pass mark { $pass }, no attempt left
home-practice = practice, { $state }
home-optional = optional, { $state }

home-certificate-earned = earned
home-certificate-earned-until = earned, valid until { $day }
home-certificate-ready = Your certificate is ready
home-certificate-renew = renew
home-certificate-expired = certificate expired
home-certificate-renew-expired = renew: expired after { $day }
home-certificate-renew-valid = renew: valid until { $day }
home-certificate-sign = sign the statement
home-certificate-after = { $steps ->
    [one] after 1 more step
   *[other] after { $steps } more steps
}

home-refresh-nothing = nothing due before { $day }
home-refresh-due = { $questions ->
    [one] 1 question to refresh, about 1 minute
   *[other] { $questions } questions to refresh, about 2 minutes
}

home-progress = { $done } of { $all } steps done
