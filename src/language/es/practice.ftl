# Preguntas fuera de cualquier intento.
practice-missed = Solo lo que no fue correcto
practice-missed-about = { $count ->
    [one] 1 pregunta
   *[other] { $count } preguntas
} de práctica: el resultado de su intento no cambia. Sus respuestas se guardan, para que el curso sepa cuándo volver a preguntarle.
practice-due = Antes de que se olvide
practice-due-about = { $count ->
    [one] 1 pregunta,
   *[other] { $count } preguntas,
} 2 minutos como mucho: primero lo que falló. Ningún resultado cambia por esto.
practice-right = { $right } de { $count } correctas.
practice-kept = Sus respuestas se guardan. El resultado de cada intento queda como estaba.
practice-more-due = Quedan más preguntas por repasar; pueden esperar a otros dos minutos.
practice-nothing-due = Ahora no hay nada pendiente. La próxima pregunta toca el { $day }.
practice-nothing-ever = No hay nada pendiente, ni lo habrá hasta que responda alguna pregunta de un cuestionario.
practice-none-here = Este curso no vuelve a preguntar nada.
