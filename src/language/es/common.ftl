# Lo que dicen varias pantallas.

about-minutes = { $minutes ->
    [one] cerca de 1 minuto
   *[other] unos { $minutes } minutos
}
quiz-word = cuestionario
quiz-called = Cuestionario: { $title }
certificate = Certificado
back = Volver
begin = Empezar
go-on = Seguir
try-again = Intentar de nuevo
on-with-course = Seguir con el curso
see-result = Ver el resultado
play-again = Jugar otra vez desde el principio
copied = Copiado, si su terminal lo permite.
copied-address = Copiado, si su terminal lo permite: { $address }
not-in-course = Eso no está en este curso.
question-of = Pregunta { $number } de { $count }
practice = Práctica
first-comes = Antes va: { $title }
s-opens-page = s abre la página que lo enseña: { $title }
refresh = Repaso
text-full = { $most } letras, no caben más.
text-left-out = { $most } letras, no caben más. Quedó fuera: «{ $words }»
