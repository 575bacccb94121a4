# Quitar de un equipo los datos propios.
forget-nothing = no hay nada suyo en { $folder }
forget-from = Esto quita de { $folder }, para siempre:
forget-from-server = Esto quita de los registros del servidor y de { $folder }, para siempre:
forget-everything = todo lo que la cuenta «{ $account }» hizo en cada curso: páginas, respuestas, notas, certificados
forget-copies = las copias de lo que esa cuenta entregó, y las de los registros de antes de que cambiaran de forma
forget-statements = lo que de ello haya de comunicarse a un almacén de registros de aprendizaje (LRS), y las copias de lo ya comunicado
forget-key = la clave de este equipo, si nadie más tiene registros aquí
forget-department = Lo que su departamento ya recogió se queda allí; pregúnteles a ellos. Si quiere conservar un certificado, guárdelo antes con `bedside certificate`, y entregue lo que no haya entregado.
forget-saved = bedside guardó estos archivos, que llevan su nombre. Se quedan donde están; borrarlos es cosa suya:
forget-saved-elsewhere = Lo que haya guardado o enviado a otros lugares (certificados, registros para entregar, notas) se queda allí; borrarlo es cosa suya.
forget-still-saved = siguen ahí; borrarlos es cosa suya:
forget-type = Escriba `olvidar` (o `forget`) y pulse Enter para seguir; con cualquier otra cosa se conserva todo:
forget-nobody-here = no se quitó nada: no hay nadie a quien preguntar; `--yes` lo hace sin preguntar
forget-kept = no se quitó nada
forget-done = { $facts ->
    [one] hecho: se borró 1 dato
   *[other] hecho: se borraron { $facts } datos
}
forget-odd = se dejó como estaba, porque no se puede abrir: { $file }
forget-odd-yours = si es suyo, bórrelo a mano
forget-statements-stay = { $count ->
    [one] queda 1 declaración en { $file }, de otras personas o de sesiones que inició una plataforma de formación
   *[other] quedan { $count } declaraciones en { $file }, de otras personas o de sesiones que inició una plataforma de formación
}
