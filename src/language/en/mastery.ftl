# How well each teaching point is known.
mastery-now = What you are likely to know now
