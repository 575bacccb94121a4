# La declaración que se firma antes del certificado.
attest-type-name = Escriba su nombre para firmar.
attest-before = Antes del certificado
attest-statement = Una declaración para firmar
attest-type-name-kept = Escriba su nombre para firmar. La declaración se guarda con él.
attest-sign = Firmo esta declaración
