# What is a matter of the course: places of posts, roles of people.
on-microblog = public post
on-photo = photo
on-video = video
on-live = live broadcast
on-forum = forum
on-review = review
on-blog = blog
on-message = direct message

role-md = MD
role-do = DO
role-resident = Resident or fellow
role-student = Medical student
role-nurse-practitioner = Nurse practitioner
role-physician-assistant = Physician assistant
role-nurse = Nurse
role-other = Other
