# La ayuda de una pantalla.
help = Ayuda
help-keys = Teclas de esta pantalla
help-mouse = Ratón
help-mouse-does = Un clic hace lo que allí hace Enter; la rueda desplaza; con Mayús el terminal selecciona texto
help-signs = Signos
help-sign-done = hecho
help-sign-begun = empezado
help-sign-open = disponible, sin empezar
help-sign-later = antes va otra cosa
help-sign-tried = intentado, aún no aprobado
help-sign-focus = aquello sobre lo que actúa Enter; ahí está también el cursor
help-wrong = ¿Hay un error en una pregunta o en una página?
