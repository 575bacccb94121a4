# Una página de una lección.
page-road-not-taken = El camino no elegido.
page-other-roads = Los otros caminos también están abiertos: elija uno para ver adónde lleva.
page-you-wrote = Usted escribió:
page-note-stays = Su nota queda con sus datos; nunca se entrega ni se puntúa.
page-enter-shows = Enter muestra otra voz.
page-nothing-written = Aún no ha escrito nada. Enter otra vez muestra la otra voz; después ya no se puede escribir aquí.
page-take-a-moment = Tómese un momento. No se le pide nada y nada se puntúa.
page-show-voice = Mostrar otra voz
page-tick-more = { $count ->
    [one] Marque 1 más para seguir.
   *[other] Marque { $count } más para seguir.
}
page-space-ticks = Todavía no: Espacio marca un punto.
page-do = Haga
page-dont = No haga
page-take-away = Para recordar
page-picture = Imagen: { $alt }
page-far = página { $number } de { $count }
page-first = Esta es la primera página.
page-next = Página siguiente
page-to-quiz = Al cuestionario
page-end = Fin de la lección
