# Lo que puede fallar con los registros y con los archivos: qué pasó, y luego qué hacer y qué está a salvo.
not-kept = no se pudo guardar esto: { $because }

records-folder =
    no se pudieron guardar registros en la carpeta { $folder }: { $because }
    indique otra carpeta con `--data DIR`, o pida a quien cuida este equipo el permiso de escribir ahí
records-closed =
    no se pudieron abrir los registros de { $file }: { $because }
    el archivo quedó como estaba; mire de quién son el archivo y su carpeta, o indique otra carpeta con `--data DIR`
records-read-only =
    los registros de { $file } se pueden leer pero no escribir
    no se cambió nada; permita escribir en el archivo y en su carpeta, o indique otra carpeta con `--data DIR`
records-full =
    el disco que contiene { $file } está lleno
    libere espacio y repítalo; todo lo guardado antes está a salvo
records-disk =
    el disco que contiene { $file } no hizo lo que se le pidió: { $because }
    todo lo guardado antes sigue como estaba; compruebe que el disco está conectado y no está lleno, y repítalo
records-locked =
    otro programa tiene { $file } y no lo suelta
    no se perdió nada; cierre otras ventanas de bedside y los programas de copias que lo usen, y repítalo
records-gone =
    los registros de { $file } se borraron o se movieron entretanto
    desde aquí no se guarda nada; devuélvalos a su sitio, o salga y vuelva a abrir bedside
records-damaged =
    los registros de { $file } están dañados y no se pueden leer
    el archivo quedó tal como está; cópielo a un lugar seguro con { $file }-wal y { $file }-shm, si están ahí, y aparte esos dos; luego ponga una copia de seguridad en su lugar, o apártelo para empezar de nuevo
records-newer =
    los registros de { $file } los escribió un bedside más nuevo (formato { $found }; este conoce hasta el { $known })
    no se cambió nada; instale el bedside más nuevo y ábralos con él
records-foreign =
    { $file } es una base de datos de otro programa, no de bedside
    no se cambió nada; apártela, o indique otra carpeta con `--data DIR`
records-address =
    esa no es la dirección de un servidor de registros: { $because }
    escríbala como `postgres://NAME@HOST/DATABASE`
records-no-roots =
    este equipo no tiene certificados en los que confíe, así que { $server } no puede probar quién es: { $because }
    instale los de su sistema (Debian: ca-certificates), o indique un archivo propio con `?sslrootcert=FILE` en la dirección
records-away =
    el servidor de registros { $server } no responde: { $because }
    no se perdió nada; compruebe que funciona y que este equipo llega a él, y repítalo
records-shut =
    el servidor de registros { $server } no permite esto: { $because }
    no se cambió nada; pregunte a quien cuida ese servidor
records-bare =
    la base de datos { $server } aún no está preparada para registros
    su dueño la prepara al abrirla una vez con `bedside doctor --data ADDRESS`
records-newer-server =
    los registros de { $server } los escribió un bedside más nuevo (formato { $found }; este conoce hasta el { $known })
    no se cambió nada; instale el bedside más nuevo y ábralos con él
records-full-server =
    el disco del servidor de registros { $server } está lleno
    libere espacio ahí y repítalo; todo lo guardado antes está a salvo
records-failed-server =
    no se pudieron usar los registros de { $server }: { $because }
    todo lo guardado antes sigue como estaba; `bedside --version` y esta línea le sirven a quien le ayude
records-failed =
    no se pudieron usar los registros de { $file }: { $because }
    todo lo guardado antes sigue como estaba; `bedside --version` y esta línea le sirven a quien le ayude
records-forgotten =
    sus registros se borraron entretanto con `bedside forget`
    desde aquí no se guarda nada; salga y vuelva a abrir bedside para empezar de nuevo
records-server-away = el servidor no responde
records-server-full = el disco del servidor está lleno
records-server-shut = el servidor no lo permite; `--learner NOMBRE` tiene que ser el nombre de su rol allí

place-network =
    sus registros están en un disco de red ({ $kind }): { $folder }
    ahí se guardan con más cuidado y menos rapidez; ábralos en un solo equipo a la vez, o indique una carpeta de este equipo con `--data DIR`
place-synced =
    sus registros están en una carpeta que { $by } copia a otros equipos: { $folder }
    ahí se guardan con más cuidado y menos rapidez; deje que termine antes de que otro equipo los abra, o indique otra carpeta con `--data DIR`
place-pretended-day = Esta sesión finge que hoy es { $day }. Lo que haga se guarda así, y su departamento rechaza un registro de ello.
place-clock-wrong = Según este equipo, hoy es { $today }, lo que no puede ser. Ponga en hora su reloj; no hay que hacer nada más.
place-clock-behind = Según este equipo, hoy es { $today }. Si no, basta con ponerlo en hora. Si lo es, el { $day } iba adelantado y su departamento rechaza lo que obtenga ahora: entregue lo anterior, escriba «bedside forget» en la línea de órdenes y empiece de nuevo.
place-system-away = Su plataforma de formación no responde. Siga adelante: se le comunicará más tarde.

not-written-none = todavía no hay certificado
not-written-file =
    no se pudo escribir { $file }: { $because }
    el archivo que hubiera ahí sigue como estaba
not-written-another = ahí hay un archivo que bedside no escribió; indique otro archivo, o quite antes ese
not-written-course = ahí hay un archivo de un curso o de ajustes; indique otro archivo
not-written-records = ahí hay un archivo de registros; indique otro archivo
not-written-matches = ahí está lo que se confirmó de la lista de personal; indique otro archivo
not-written-key = ahí hay una clave; indique otro archivo
not-written-no-folder = no existe la carpeta { $folder }; créela antes, o indique otra
not-written-not-a-folder = { $folder } no es una carpeta; indique otra
not-written-file-for-folder = ahí hay un archivo con ese nombre; indique una carpeta
not-written-folder = es una carpeta; indique un archivo dentro de ella
not-written-link = es un enlace; indique el archivo al que lleva
not-written-not-regular = no es un archivo normal; indique uno, pues lo que va a la pantalla o a una tubería se escribe ahí sin indicarlo
not-written-dash = esto se guarda en un archivo y no se imprime; indique uno
not-written-letters =
    ninguna fuente disponible tiene { $letters }
    instale una fuente que las tenga, como Noto Serif CJK para chino, japonés y coreano (Debian: fonts-noto-cjk), y repítalo; `bedside certificate --text` no necesita ninguna
