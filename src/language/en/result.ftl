# How an attempt went.
result = result
result-by-point = By teaching point, and how likely you are to know it now
result-marks = { $earned } of { $most }
result-marks-now = { $earned } of { $most }, now { $chance }
result-marks-unscored = nothing scored, now { $chance }
result-passed = Passed.
result-failed = Failed: no attempt is left. Ask those who run the course.
result-not-yet = Not yet passed.
result-earlier-stands = This attempt did not pass. Your earlier pass with { $share } stands.
result-earlier-stands-certificate = This attempt did not pass. Your earlier pass with { $share } stands, and so does your certificate.
result-share = { $earned } of { $most } marks, { $share }. The pass mark is { $pass }.
result-reread = Worth reading again
result-certificate = That was the last step: your certificate of { $day } is ready.
result-redo = Redo only what was wrong, for practice
result-review-close = Close the review
result-review = Look at what was not right
