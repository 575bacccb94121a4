# Una historia jugada de nuevo.
replay = Otra vez
replay-nothing-kept = no se guarda nada
replay-about = Esto no cambia ninguna puntuación y no se guarda nada.
replay-worth = Este final vale el { $share }.
replay-worth-yours = Este final vale el { $share }. El suyo queda como está: { $yours }.
replay-back = Volver a su respuesta
