# Todas las lecciones y páginas.
contents = contenido
contents-passed = aprobado
contents-later = se abre después
contents-read = leída
contents-no-title = (sin título)
