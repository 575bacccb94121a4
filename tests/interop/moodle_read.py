"""moodle_read.py quiz.xml quiz.lost quiz.toml: every question of the quiz is in the XML, or was told as lost, with its name and its text."""

import re
import sys
import xml.etree.ElementTree as tree

xml, lost, toml = sys.argv[1:]
questions = [question for question in tree.parse(xml).getroot().iter("question") if question.get("type") != "category"]
names = [question.findtext("name/text") for question in questions]
wanted = re.findall(r'^\[\[question\]\][^\n]*\n(?:#.*\n)*id\s*=\s*"([^"]+)"', open(toml, encoding="utf-8").read(), re.M)
gone = re.findall(r"question `([^`]+)`: .* which Moodle does not know", open(lost, encoding="utf-8").read())
assert wanted and names == [name for name in wanted if name not in gone], (names, wanted, gone)
for question in questions:
    assert question.findtext("questiontext/text").strip(), question.findtext("name/text")
