# Days and shares of a hundred.

january = January
february = February
march = March
april = April
may = May
june = June
july = July
august = August
september = September
october = October
november = November
december = December

january-short = Jan
february-short = Feb
march-short = Mar
april-short = Apr
may-short = May
june-short = Jun
july-short = Jul
august-short = Aug
september-short = Sep
october-short = Oct
november-short = Nov
december-short = Dec

day-in-full = { $month } { $day }, { $year }
day-with-short-month = { $month } { $day }, { $year }
day-with-short-month-alone = { $month } { $day }
day-without-year = { $month } { $day }

clock-on-day = { $time } on { $day }

percent = { $number } %
