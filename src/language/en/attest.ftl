# The statement that is signed before the certificate.
attest-type-name = Type your name to sign.
attest-before = Before the certificate
attest-statement = A statement to sign
attest-type-name-kept = Type your name to sign. The statement is kept with it.
attest-sign = I sign this statement
