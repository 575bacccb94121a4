# Lo que toca al curso: lugares de publicación, funciones de las personas.
on-microblog = publicación abierta
on-photo = foto
on-video = video
on-live = emisión en directo
on-forum = foro
on-review = reseña
on-blog = blog
on-message = mensaje directo

role-md = Médico/a (MD)
role-do = Médico/a osteópata (DO)
role-resident = Médico/a residente o fellow
role-student = Estudiante de medicina
role-nurse-practitioner = Enfermero/a de práctica avanzada
role-physician-assistant = Asociado/a médico/a (PA)
role-nurse = Enfermero/a
role-other = Otra
