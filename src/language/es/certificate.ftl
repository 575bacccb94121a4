# El certificado.
certificate-of-completion = Certificado de finalización
certificate-has-completed = ha completado
certificate-version = versión { $version }
certificate-on = el { $day }
certificate-valid-without-end = válido sin límite
certificate-valid-until = válido hasta el { $day }
certificate-has-expired = caducado después del { $day }
certificate-new-edition = Se publicó una nueva edición de este curso; su certificado es válido hasta el { $day }.
certificate-new-edition-over = Se publicó una nueva edición de este curso; su certificado fue válido hasta el { $day }.
certificate-self-issued = emitido por esta misma computadora
certificate-issued-here = Este certificado lo ha emitido este programa en esta computadora. Su departamento lo hace oficial al comprobar lo que usted entrega.
certificate-save = Guardarlo como PDF para imprimir
certificate-save-again = Guardar el PDF de nuevo
certificate-saved = Guardado. El PDF es { $file }
certificate-write-hand-in = Escribir el registro para entregarlo
certificate-write-hand-in-again = Escribir el registro de nuevo
certificate-hand-in-written = Escrito. Envíe este archivo a su departamento o déjelo donde le hayan indicado: { $file }
certificate-hand-in-names = Lleva su nombre y su número de empleado tal como eran el día en que lo completó. Avise a su departamento de lo que ha cambiado desde entonces.
certificate-not-written = No se ha escrito: { $error }.
certificate-kept-there = Su registro se guarda donde se ejecuta este curso, y su departamento hace oficial el certificado a partir de él. Desde aquí no hay que entregar nada.
certificate-renew = Ya puede renovarse. Este queda en los registros, y el nuevo cuenta desde el día en que se obtenga.
certificate-pass-again = Aprobar de nuevo: { $title }
certificate-statement = Una declaración para firmar, al final
certificate-sign-again = Firmar de nuevo la declaración
certificate-far = certificado
certificate-yours = Su certificado
certificate-left = Será suyo en cuanto complete esto. No hay que solicitar nada.
certificate-left-ask = Será suyo en cuanto complete esto. Donde no queden intentos, consulte a los responsables del curso.
certificate-again = de nuevo a las { $time }
certificate-no-attempt = no quedan intentos
certificate-done = hecho
certificate-to-do = pendiente
certificate-back = Volver al curso

certificate-head = CERTIFICADO DE FINALIZACIÓN
certificate-no-name = (no se indicó ningún nombre)
certificate-self-issued-in-full = Emitido por esta misma computadora a partir de sus propios registros; ningún departamento lo ha verificado.
certificate-questions = Preguntas: { $contact }
certificate-role = Función
certificate-earned-as = Obtenido como
certificate-staff-id = N.º empleado
certificate-department = Departamento
certificate-course = Curso
certificate-course-version = { $course }, versión { $version }
certificate-completed = Completado
certificate-expired = Caducado
certificate-expired-after = después del { $day }
certificate-until = Válido hasta
certificate-valid = Válido
certificate-without-end = sin límite
certificate-score = Resultado
certificate-score-of = { $share } (mínimo { $pass })
certificate-none-yet = aún no hay certificado; escriba `bedside` para seguir con el curso, o indique otro con `--course DIR`
certificate-is-in = su certificado está en { $file }

hand-in-none =
    aún no hay nada que entregar: no ha obtenido el certificado
    escriba `bedside` para seguir con el curso, o indique el que hizo con `bedside hand-in --course DIR`
hand-in-other =
    en estos registros completó otro curso: { $course }
    para entregarlo, escriba `bedside hand-in --course DIR`, donde DIR es la carpeta de ese curso
hand-in-other-ours =
    completó el curso que bedside trae consigo: { $title }
    para entregarlo, escriba `bedside hand-in` sin indicar ningún curso
hand-in-file = Su registro está en { $file }
hand-in-says =
    Envíe ese archivo a su departamento o déjelo donde le hayan indicado.
    Dice esto y nada más:
hand-in-who = - quién es usted: { $name } (número de empleado { $staff }, departamento { $department })
hand-in-what = - qué completó: { $course }, versión { $version }, el { $day }
hand-in-how = - cómo: { $how }
hand-in-score = { $score } en lo que exige el certificado
hand-in-quizzes = { $count ->
    [one] 1 cuestionario
   *[other] { $count } cuestionarios
}
hand-in-attempts = { $count ->
    [one] 1 intento en total
   *[other] { $count } intentos en total
}
hand-in-no-minute = menos de un minuto
hand-in-did = - qué hizo y cuándo: páginas abiertas, preguntas que le tocaron, sus respuestas
hand-in-signed = - la declaración que firmó
hand-in-stays =
    Sus notas, reflexiones y borradores reescritos quedan con sus datos.
    Escrito de nuevo, el archivo es el mismo.
