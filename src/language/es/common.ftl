# Lo que dicen varias pantallas.

about-minutes = { $minutes ->
    [one] 1 minuto aprox.
   *[other] { $minutes } minutos aprox.
}
quiz-word = cuestionario
quiz-called = Cuestionario: { $title }
certificate = Certificado
