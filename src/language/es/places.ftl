# El curso línea a línea: lo que dice cada lugar.
at-home = Está en la lista de pasos.
home-help = Escriba el número de un paso, o pulse Enter para el siguiente.
home-steps = Los pasos de este curso:
home-steps-left = Los pasos de este curso, { $left }:
home-row = { $title }: { $state }.
home-refresh-type = { $count ->
    [one] Toca repasar 1 pregunta
   *[other] Toca repasar { $count } preguntas
}: escriba repaso, dos minutos como mucho.
home-refresh-type-more = { $count ->
    [one] Toca repasar 1 pregunta
   *[other] Toca repasar { $count } preguntas
}, y después { $more } más: escriba repaso, dos minutos como mucho cada vez.
home-press = Pulse Enter para el número { $number }, { $title }, o escriba otro número.
home-next = Sigue el número { $number }, { $title }: { $state }.
home-done-and-left = { $done }, { $left }.
home-press-brief = Pulse Enter para seguir, escriba otro número o escriba repetir para oír todos los pasos.
home-expired = Su certificado ha caducado.
home-expired-to-do = caducó después del { $day }; { $count ->
    [one] falta 1
   *[other] faltan { $count }
} para renovarlo
home-valid-to-do = válido hasta el { $day }; { $count ->
    [one] falta 1
   *[other] faltan { $count }
} para renovarlo
home-earned-valid = obtenido, válido hasta el { $day }
home-comes-first = Antes va { $title }.

step-locked = cerrado; antes va { $title }
step-gone = no está en este curso
step-not-begun = sin empezar, { $time }
step-reading = { $read } de { $pages } páginas leídas, quedan { $time }
step-at-question = en la pregunta { $number } de { $count }
step-passed = aprobado con el { $share }
step-not-yet = aún no aprobado: { $share }, mínimo { $pass }
step-not-yet-until = aún no aprobado: { $share }, mínimo { $pass }, de nuevo a las { $time }
step-failed = no aprobado: { $share }, mínimo { $pass }, no quedan intentos

at-contents = Está en el contenido.
contents-help = Escriba un número para ir allí, o volver.
contents-all = Todas las lecciones y páginas:
contents-is-passed = { $title } (aprobado)
contents-lesson = Lección: { $title }
contents-lesson-later = Lección: { $title } (se abre después)
contents-is-read = { $title } (leída)
contents-untitled = Página { $number }, sin título

at-certificate = Está en el certificado.
certificate-files-help = Escriba 1 o 2 para llevarse un archivo, o pulse Enter para volver.
certificate-is-yours = El certificado será suyo en cuanto complete esto. No hay que solicitar nada.
certificate-is-yours-ask = El certificado será suyo en cuanto complete esto. Donde no queden intentos, consulte a los responsables del curso.

at-attest = Está en la declaración anterior al certificado.
attest-type-sign = Escriba firmo para firmar esta declaración, o volver para dejarla.
attest-intro = Una declaración para firmar antes del certificado:

lesson-head = { $pages ->
    [one] Lección: { $title }. 1 página,
   *[other] Lección: { $title }. { $pages } páginas,
} { $time }.
lesson-page = Página { $number } de { $count }
lesson-page-titled = Página { $number } de { $count }: { $title }
at-page = Está en la lección { $lesson }, página { $number } de { $count }, quedan { $time }
at-page-titled = Está en la lección { $lesson }, página { $number } de { $count }, quedan { $time }: { $title }
next-page = ir a la página siguiente
next-quiz = ir al cuestionario
next-steps = ir a la lista de pasos
next-question = ir a la pregunta siguiente
next-result = ver el resultado
next-end = terminar
page-do-list = Haga:
page-dont-list = No haga:
page-take-away-list = Para recordar:
page-people = Las personas:
page-think = Para pensar:{" "}
decision-ask = ¿Qué hace usted? Escriba el número.
decision-help = Escriba el número de lo que usted haría.
decision-chosen = Usted eligió { $number }.
decision-other = El camino no elegido, { $number }.
decision-help-taken = Pulse Enter para { $next }, o escriba otro número para oír adónde lleva ese camino.
reflect-keep = Su nota queda con sus datos; nunca se entrega ni se puntúa. Escríbala y, después, una línea con solo un punto para oír otra voz. Un punto solo la omite.
reflect-moment = Tómese un momento. No se le pide nada y nada se puntúa. Pulse Enter para oír otra voz.
checklist-help = Escriba números para marcar o desmarcar, por ejemplo 1 2. Pulse Enter para { $next }.
checklist-more = { $count ->
    [one] Marque 1 más para seguir, por su número.
   *[other] Marque { $count } más para seguir, por sus números.
}
checklist-none = No hay nada marcado. Pulse Enter para { $next }.
checklist-ticked = Marcado: { $numbers }. Pulse Enter para { $next }.

quiz-may-take = { $minutes ->
    [one] Un intento puede durar 1 minuto.
   *[other] Un intento puede durar { $minutes } minutos.
}
quiz-help-locked = Antes va { $title }. Pulse Enter para ir allí.
quiz-help-passed = Usted aprobó con el { $share }. Pulse Enter para hacer otro intento, que no puede bajar ese resultado; o escriba inicio.
quiz-help-renew = Usted aprobó con el { $share }. Para renovar el certificado, apruébelo otra vez: pulse Enter para hacer otro intento, o escriba inicio.
quiz-help-wait = Su mejor resultado hasta ahora: { $share }. Podrá intentarlo de nuevo a las { $time }. Pulse Enter entonces, o escriba inicio.
quiz-help-not-yet = Su mejor resultado hasta ahora: { $share }. Pulse Enter para intentarlo de nuevo.
quiz-help-failed = Su mejor resultado: { $share }. No quedan intentos; consulte a los responsables del curso. Escriba inicio.
quiz-help-begin = Pulse Enter para empezar.
at-quiz-beginning = Está al principio de { $title }.
quiz-was-over = El tiempo de este intento había terminado; cuenta lo que se respondió.
quiz-keep-end = Pulse Enter para volver a intentar guardar el final de este intento.
at-quiz-end = Está al final del cuestionario.
question-head = Pregunta { $number } de { $count }.
question-head-until = Pregunta { $number } de { $count }. Hasta las { $time }.
at-question = Está en la pregunta { $number } de { $count } de { $title }.
at-question-until = Está en la pregunta { $number } de { $count } de { $title }. Hasta las { $time }.
answer-is-kept = Su respuesta está guardada.
question-was-over = El tiempo de esta pregunta había terminado. Cuenta como no respondida. Pulse Enter para seguir.
question-type-hint = Escriba pista para oír una pista.
question-see = Pulse Enter para { $next }, o escriba ver para leer la página que lo enseña.
question-see-titled = Pulse Enter para { $next }, o escriba ver para leer «{ $title }», la página que lo enseña.

at-refresh = Está en el repaso, pregunta { $number } de { $count }.
refresh-head = Repaso, pregunta { $number } de { $count }. No cuenta para ningún cuestionario.
refresh-nothing-ever = No hay nada pendiente. Las preguntas vuelven aquí unos días después de haberlas respondido.
refresh-nothing-today = Hoy no hay nada pendiente.
refresh-done = Eso era todo por ahora.
refresh-more = Quedan más preguntas por repasar; pueden esperar a otros dos minutos. Escriba repaso para oírlas.
refresh-next = La próxima pregunta toca el { $day }.
at-refresh-end = Está al final del repaso.

result-head = Resultado: { $title }. { $verdict }
result-reread-list = Conviene releer:
result-certificate-type = Ese era el último paso: su certificado del { $day } está listo. Escriba certificado para leerlo.
at-result = Está en el resultado de { $title }.
result-enter = Pulse Enter para seguir con el curso.
result-again = Escriba otra para hacer otro intento.
result-type-review = Escriba revisar para oír lo que no fue correcto, o practicar para practicar solo eso.
result-type-number = Escriba un número para leer esa página.
result-points = Por punto, y la probabilidad de que lo sepa ahora:
result-point = { $earned } de { $most }: { $words }
result-hear-again = Para oír otra vez, { $number } de { $count }:

welcome-help = Escriba su respuesta. Solo Enter conserva lo que ya se sabe, o deja vacío lo que puede quedar vacío.
at-welcome = Está en la bienvenida, pregunta { $number } de { $count }.
welcome-first = Primero va su nombre; el curso empieza después de estas cuatro preguntas.
welcome-thanks = Gracias, { $name }.
welcome-now = { $question } Ahora es { $known }; Enter lo conserva.
welcome-now-or-nothing = { $question } Ahora es { $known }; Enter lo conserva, un punto lo quita.
welcome-ask-name = Su nombre, como debe figurar en el certificado.
welcome-ask-role = Su función:
welcome-ask-number = Escriba su número. Solo Enter toma { $role }.
welcome-ask-staff-id = Su número de empleado, para que su departamento le identifique. Puede quedar vacío.
welcome-ask-department = Su departamento, que figura en el certificado. Puede quedar vacío.
