// node xapi_validate.cjs all.jsonl: every line is a statement without fault, and seeded faults are found, so that the check is one.
const { readFileSync } = require("node:fs");
const validate = require("xapi-validation").default;

const lines = readFileSync(process.argv[2], "utf8").trimEnd().split("\n");
const ids = new Set();
for (const [number, line] of lines.entries()) {
    const statement = JSON.parse(line);
    const faults = validate(statement);
    if (faults.length > 0) {
        console.log(`line ${number + 1}: ${JSON.stringify(faults).slice(0, 400)}\n${line.slice(0, 800)}`);
        process.exit(1);
    }
    if (ids.has(statement.id)) {
        console.log(`line ${number + 1}: the id ${statement.id} stands twice`);
        process.exit(1);
    }
    ids.add(statement.id);
}
for (const spoil of [(s) => (s.result = { duration: "12s" }), (s) => delete s.verb, (s) => (s.extra = 1), (s) => (s.id = "x")]) {
    const statement = JSON.parse(lines[0]);
    spoil(statement);
    if (validate(statement).length === 0) {
        console.log(`a seeded fault was not found: ${spoil}`);
        process.exit(1);
    }
}
