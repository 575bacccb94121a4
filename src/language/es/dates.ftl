# Días y porcentajes.

january = enero
february = febrero
march = marzo
april = abril
may = mayo
june = junio
july = julio
august = agosto
september = septiembre
october = octubre
november = noviembre
december = diciembre

january-short = ene
february-short = feb
march-short = mar
april-short = abr
may-short = may
june-short = jun
july-short = jul
august-short = ago
september-short = sep
october-short = oct
november-short = nov
december-short = dic

day-in-full = { $day } de { $month } de { $year }
day-with-short-month = { $day } { $month } { $year }
day-with-short-month-alone = { $day } { $month }
day-without-year = { $day } de { $month }

clock-on-day = { $time } del { $day }

percent = { $number }{"\u00A0"}%
