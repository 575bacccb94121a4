# Un cuestionario.
quiz-until = hasta las { $time }
quiz-next = Siguiente pregunta
quiz-time-over = tiempo terminado
quiz-time-over-may-answer = El tiempo ha terminado. Aún puede dar esta respuesta. Si sale, la pierde.
quiz-leaving-gives-up = El tiempo ha terminado: si sale, ya no podrá dar esta respuesta. La misma tecla otra vez sale.
quiz-attempt-over = El tiempo de este intento terminó a las { $time }. Cuenta lo que se respondió.
quiz-question-over = El tiempo de esta pregunta terminó a las { $time }. Cuenta como no respondida.
quiz-questions = { $count ->
    [one] { $count } pregunta.
   *[other] { $count } preguntas.
} Para aprobar hace falta el { $pass }.
quiz-time-limit = { $minutes ->
    [one] Hay 1 minuto
   *[other] Hay { $minutes } minutos
} para hacerlo, también mientras usted no esté. La pregunta que tenga delante al acabarse aún podrá responderse. t oculta el tiempo.
quiz-attempts-used = Intentos usados: { $used } de { $most }.
quiz-kept = Cada respuesta se guarda al momento. Salga cuando quiera; la misma pregunta le esperará.
quiz-go-there = Ir allí
quiz-passed-renew = Usted aprobó con el { $share }. Para renovar el certificado, apruébelo otra vez.
quiz-passed = Usted aprobó con el { $share }. Otro intento no puede bajar ese resultado.
quiz-take-again = Hacerlo de nuevo
quiz-best-so-far = Su mejor resultado hasta ahora: { $share }.
quiz-again-at = Podrá intentarlo de nuevo a las { $time }.
quiz-failed = Su mejor resultado: { $share }. No quedan intentos; consulte a los responsables del curso.
quiz-no-attempt = No quedan intentos. Consulte a los responsables del curso.
