# The first start.
welcome = Welcome
welcome-name-needed = Your name is needed: it stands on the certificate.
welcome-kept = Everything is kept as you go. Leave whenever you like; you will come back to the same place.
welcome-name = Your name
welcome-name-why = It will stand on the certificate.
welcome-role = Your role
welcome-role-choose = ← and → choose.
welcome-staff-id = Staff id
welcome-staff-id-why = So that your department can match you. May be empty.
welcome-department = Department
welcome-department-why = Shown on the certificate. May be empty.
welcome-not-kept-yet = Changed, and not kept yet.
