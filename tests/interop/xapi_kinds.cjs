// node xapi_kinds.cjs all.jsonl: each verb and each way of answering is there, without any name of a learner.
const { readFileSync } = require("node:fs");

const text = readFileSync(process.argv[2], "utf8");
const statements = text.trimEnd().split("\n").map((line) => JSON.parse(line));
const found = (pick) => [...new Set(statements.map(pick).filter(Boolean))].sort().join(" ");
const verbs = found((s) => s.verb.display["en-US"]);
const kinds = found((s) => s.object.definition?.interactionType);
const wanted = ["answered attempted completed experienced failed passed", "choice"];
if (verbs !== wanted[0] || !kinds.includes(wanted[1]) || text.includes("Silva") || text.includes("example.org\",\"mbox")) {
    console.log(`verbs: ${verbs}\nkinds: ${kinds}`);
    process.exit(1);
}
