# El primer inicio.
welcome = Para empezar
welcome-name-needed = Hace falta su nombre: figura en el certificado.
welcome-kept = Todo se guarda sobre la marcha. Salga cuando quiera; volverá al mismo lugar.
welcome-name = Su nombre
welcome-name-why = Así figurará en el certificado.
welcome-role = Su función
welcome-role-choose = ← y → para elegir.
welcome-staff-id = Número de empleado
welcome-staff-id-why = Para que su departamento le identifique. Puede quedar vacío.
welcome-department = Departamento
welcome-department-why = Figura en el certificado. Puede quedar vacío.
welcome-not-kept-yet = Cambiado, y aún sin guardar.
