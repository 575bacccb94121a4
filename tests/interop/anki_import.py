"""anki_import.py cards.txt cards.lost quiz.toml: Anki imports a note for each question that was not told as lost, with both sides and its tags."""

import os
import re
import sys

from anki.collection import Collection, ImportCsvRequest

cards, lost, toml = sys.argv[1:]
path = os.path.abspath("collection.anki2")
if os.path.exists(path):
    os.remove(path)
collection = Collection(path)
metadata = collection.get_csv_metadata(path=os.path.abspath(cards), delimiter=None)
answer = collection.import_csv(ImportCsvRequest(path=os.path.abspath(cards), metadata=metadata))
count = len(re.findall(r"^\[\[question\]\]", open(toml, encoding="utf-8").read(), re.M))
gone = len(re.findall(r"of which no card can be made", open(lost, encoding="utf-8").read()))
notes = [collection.get_note(id) for id in collection.find_notes("")]
assert count > gone and len(notes) == count - gone, (len(notes), count, gone, answer.log)
for note in notes:
    front, back = note.fields[0], note.fields[1]
    assert front.strip() and back.strip(), note.fields
    assert "\t" not in front and "\\" not in back.replace("\\o", ""), note.fields
lines = open(cards, encoding="utf-8").read().splitlines()
assert sum(bool(note.tags) for note in notes) == sum(not line.startswith("#") and not line.endswith('\t""') for line in lines)
collection.close()
