# La lista de pasos.

home-time-left = quedan { $time }
home-time-to-certificate = { $time } hasta el certificado
home-reading = página { $number } de { $count }, { $time }
home-read = leída
home-tested-out = aprobada sin leerla
home-after-its-lesson = después de su lección
home-after-lesson = después de «{ $title }»
home-after-quiz = después del cuestionario «{ $title }»
home-at-question = pregunta { $number } de { $count }
home-time-over = tiempo terminado: ver el resultado
home-pass-again = apruébelo de nuevo para renovar
home-passed = aprobado, { $best }
home-not-yet = { $best }, mínimo { $pass }
home-not-yet-until = { $best }, mínimo { $pass }, de nuevo a las { $time }
home-failed = { $best }, mínimo { $pass }, no quedan intentos
home-practice = práctica, { $state }
home-optional = opcional, { $state }

home-certificate-earned = obtenido
home-certificate-earned-until = obtenido, hasta el { $day }
home-certificate-ready = Su certificado está listo
home-certificate-renew = renovar
home-certificate-expired = certificado caducado
home-certificate-renew-expired = renovar: caducó después del { $day }
home-certificate-renew-valid = renovar: válido hasta el { $day }
home-certificate-sign = firme la declaración
home-certificate-after = { $steps ->
    [one] falta 1 paso
   *[other] faltan { $steps } pasos
}

home-refresh-nothing = nada pendiente antes del { $day }
home-refresh-due = { $questions ->
    [one] 1 pregunta por repasar, 1 minuto aprox.
   *[other] { $questions } preguntas por repasar, 2 minutos aprox.
}

home-progress = { $done } de { $all } pasos hechos
