# Cuánto se sabe de cada punto.
mastery-now = Lo que probablemente sabe ahora
