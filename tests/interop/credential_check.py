"""Checks a credential with a Python verifier: credential_check.py WHAT FILE [MORE]

schema FILE SCHEMA, openbadgeslib FILE, openvc FILE [LIST], openvc-revoked FILE LIST, pages FILE PROFILE, code PICTURE SLIP
"""
import copy
import json
import sys

kind, file, *more = sys.argv[1:]


def document():
    with open(file, encoding="utf-8") as text:
        return json.load(text)


if kind == "schema":
    from jsonschema import Draft201909Validator

    schema = json.load(open(more[0], encoding="utf-8"))
    wrong = [f"{'/'.join(map(str, error.path))}: {error.message[:200]}" for error in Draft201909Validator(schema).iter_errors(document())]
    sys.exit("\n".join(wrong) if wrong else 0)
elif kind == "openbadgeslib":
    from openbadgeslib.ob3.ldp import OB3LdpVerifier

    OB3LdpVerifier().verify(document())
elif kind in ("openvc", "openvc-revoked"):
    from openvc.verify import verify_credential

    # This verifier takes one proof, as an object: the one over the bytes.
    def single(of):
        of = copy.deepcopy(of)
        if isinstance(of["proof"], list):
            of["proof"] = next(proof for proof in of["proof"] if proof["cryptosuite"] == "eddsa-jcs-2022")
        return of

    options = {}
    if more:
        with open(more[0], encoding="utf-8") as text:
            listed = single(json.load(text))
        options["resolve_status_list"] = lambda address: listed
    try:
        verify_credential(single(document()), **options)
        revoked = False
    except Exception as said:
        if type(said).__name__ != "CredentialRevoked":
            raise
        revoked = True
    assert revoked == (kind == "openvc-revoked"), f"revoked: {revoked}"
elif kind == "pages":
    import page

    found = page.validate_pdf(file, profile=more[0])
    sys.exit(0 if found.is_compliant else "\n".join(f"{failure.rule_id}: {failure.message}" for failure in found.failures))
elif kind == "code":
    import zxingcpp
    from PIL import Image

    found = [code.text for code in zxingcpp.read_barcodes(Image.open(file))]
    assert len(found) == 1, found
    with open(more[0], "w", encoding="utf-8", newline="") as slip:
        slip.write(found[0])
