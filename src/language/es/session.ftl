# Lo que dice la sesión misma.
still-keeping = Se está guardando todavía. Tarda más que de costumbre; no se pierde nada.
asking-server = Esperando al servidor de registros { $server }. Ctrl+C sale.
not-kept-last = lo último que hizo no se pudo guardar: { $because }
not-kept-retry = { $error }. Pulse la tecla otra vez para reintentarlo.
half-made-kept = Lo que empezó queda guardado. Lo encontrará al volver.
mouse-ours = El ratón vuelve a funcionar aquí.
mouse-terminals = El ratón es ahora del terminal; m lo recupera.
no-shell-to-come-back-from = Ctrl-Z no detiene nada aquí: no hay intérprete de órdenes desde el que volver.
terminal-too-small = Hacen falta { $columns } columnas y { $rows } filas.
more-below = más abajo ↓
more-above = más arriba ↑
no-longer-in-course = Lo que había aquí ya no está en el curso.
preview-saved = Guardado: { $files }.
preview-begins = Una vista previa: no se guarda nada, y lo que usted guarde en un archivo se ve enseguida.
preview-bye = De una vista previa no se guarda nada. Hasta la próxima.
preview-quit-does = sale; de una vista previa no se guarda nada
