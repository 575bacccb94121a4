# Cómo fue un intento.
result = resultado
result-by-point = Por punto, y la probabilidad de que lo sepa ahora
result-marks = { $earned } de { $most }
result-marks-now = { $earned } de { $most }, ahora { $chance }
result-marks-unscored = nada con puntos, ahora { $chance }
result-passed = Aprobado.
result-failed = No aprobado: no quedan intentos. Consulte a los responsables del curso.
result-not-yet = Aún no aprobado.
result-earlier-stands = Este intento no llegó al mínimo. Su aprobado anterior, con el { $share }, sigue siendo válido.
result-earlier-stands-certificate = Este intento no llegó al mínimo. Su aprobado anterior, con el { $share }, y su certificado siguen siendo válidos.
result-share = { $earned } de { $most } puntos, { $share }. Para aprobar hace falta el { $pass }.
result-reread = Conviene releer
result-certificate = Ese era el último paso: su certificado del { $day } está listo.
result-redo = Repetir solo lo incorrecto, como práctica
result-review-close = Cerrar la revisión
result-review = Ver lo que no fue correcto
