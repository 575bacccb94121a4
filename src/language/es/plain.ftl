# El curso línea a línea: lo que se dice en todas partes.
plain-greeting = Este es el curso línea a línea, en español. En cada pregunta puede escribir ayuda, para saber todo lo que puede escribir, o salir, para salir.
plain-kept = Todo se guarda sobre la marcha; volverá al mismo lugar.
plain-bye = Todo está guardado. Hasta la próxima.
plain-bye-not-all = Lo que se pudo guardar está guardado. Hasta la próxima.
plain-back-again = De vuelta. { $place }
plain-type-repeat = { $help } Escriba repetir para oírlo otra vez.
plain-at-every-prompt = En cada pregunta puede escribir:
plain-says-term = dice qué significa una palabra
plain-opens-link = abre lo que hay tras las palabras marcadas (enlace 1)
plain-backslash = Para escribir una línea que sea una de estas palabras, póngale delante una barra inversa.
plain-first-words = En lugar de un número puede escribir las primeras palabras de lo que hay ahí, al menos dos, o todas.
plain-not-written = Eso no se toma como sus palabras. { $told } Para escribirlo de todos modos, póngale delante una barra inversa.
plain-questions = Preguntas, o un error en el curso: { $contact }
plain-no-link = Aquí no hay tal enlace.
plain-not-kept = { $error }. No se ha perdido nada más; escríbalo otra vez para reintentarlo.
plain-go-back = Pulse Enter para volver.
plain-way-back = volver y, después, { $next }
plain-enter-for = Pulse Enter para { $next }.
plain-quote = Cita:
plain-struck-out = tachado
plain-link = (enlace { $number })

command-help = ayuda
command-repeat = repetir
command-where = dónde
command-back = volver
command-home = inicio
command-contents = contenido
command-certificate = certificado
command-refresh = repaso
command-name = nombre
command-terms = términos
command-quit = salir
command-term = término
command-link = enlace
command-term-word = término PALABRA:{" "}
command-link-1 = enlace 1:{" "}
command-sign = firmo
command-see = ver
command-hint = pista
command-erase = borrar
command-none = ninguno
command-again = otra
command-review = revisar
command-and = y
command-next = seguir
command-go-on = continuar
command-continue = siguiente
command-on = adelante

also-quit = terminar, fin, parar, cerrar, adiós, dejar, acabar
also-home = menú, pasos, empezar
also-back = anterior, atrás, regresar
also-repeat = leer, releer
also-help = órdenes, opciones, comandos
also-nothing = explicar, explica, por qué, saltar, omitir, mostrar, abrir, listo, vale

command-help-does = dice qué puede escribir aquí
command-repeat-does = dice esto otra vez
command-where-does = dice dónde está
command-back-does = vuelve a lo anterior
command-home-does = va a la lista de pasos
command-contents-does = enumera todas las lecciones y páginas
command-certificate-does = muestra su certificado
command-refresh-does = pregunta lo que toca repasar
command-name-does = cambia su nombre y su función
command-terms-does = enumera las palabras del glosario
command-quit-does = sale; todo queda guardado

typed-help = { $range } Escriba ayuda para saber más.
typed-no-number = Aquí no hay ningún número { $number }. { $range }
typed-only-one = Solo se puede elegir uno. { $range }
typed-several = Más de uno dice eso. { $range }
typed-none = Ninguno dice eso. { $range }
typed-did-you-mean = ¿Quería decir { $number }, { $words }? Escriba { $number }.
typed-no-answer = Eso no se toma como respuesta. { $told } { $range }
typed-to-leave = Para salir, escriba salir.
typed-command = La orden { $word } { $does }.
typed-type-help = Escriba ayuda para saber todo lo que puede escribir aquí.
typed-range = { $count ->
    [one] Escriba 1.
   *[other] Escriba un número del 1 al { $count }.
}

glossary-none = Este curso no tiene glosario.
glossary-words = Las palabras del glosario. Escriba término y una palabra para oír qué significa.
glossary-unknown = Esa palabra no está en el glosario. Escriba términos para oírlas todas.

post-by = Publicación de
post-ends = Fin de la publicación.
message-from = Mensaje de
message-ends = Fin del mensaje.
post-below = Debajo: { $stats }
post-comment = Comentario:{" "}
picture-below = Debajo de la imagen: { $caption }

command-progress = progreso
command-progress-does = dice cuánto ha avanzado, con sus puntos por día
command-mastery = dominio
command-search = buscar
command-note = nota
command-notes = notas
command-settings = ajustes
command-report = aviso
command-glossary = glosario
command-replay = repetición
command-redo = practicar
command-mastery-does = dice lo que probablemente sabe ahora
command-search-does = con unas palabras detrás, encuentra páginas, términos y preguntas que ha respondido
command-note-does = escribe una nota sobre lo que tiene delante
command-notes-does = enumera sus notas
command-settings-does = cambia lo que se puede ajustar, como los límites de tiempo
command-report-does = da un texto para avisar de un error
command-glossary-does = lo mismo que glosario
