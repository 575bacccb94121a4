# All lessons and pages.
contents = contents
contents-passed = passed
contents-later = opens later
contents-read = read
contents-no-title = (no title)
