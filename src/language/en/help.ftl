# The help of a screen.
help = Help
help-keys = Keys of this screen
help-mouse = Mouse
help-mouse-does = A click does what Enter does there; the wheel scrolls; with Shift the terminal selects text
help-signs = Signs
help-sign-done = done
help-sign-begun = begun
help-sign-open = open, not begun
help-sign-later = something else comes first
help-sign-tried = tried, not yet passed
help-sign-focus = what Enter acts on; the cursor stands there too
help-wrong = Is a question or a page wrong?
