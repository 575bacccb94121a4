// node gift_parse.cjs quiz.toml quiz.gift quiz.lost: every question of the quiz is in the GIFT file or was told as lost, with its name.
const { readFileSync } = require("node:fs");
const { parse } = require("gift-pegjs");

const [toml, gift, lost] = process.argv.slice(2).map((file) => readFileSync(file, "utf8"));
const all = [...toml.matchAll(/^\[\[question\]\][^\n]*\n(?:#.*\n)*id\s*=\s*"([^"]+)"/gm)].map((found) => found[1]);
const gone = [...lost.matchAll(/question `([^`]+)`: .* which GIFT does not know/g)].map((found) => found[1]);
const read = parse(gift).filter((item) => item.type !== "Category");

const wanted = all.filter((id) => !gone.includes(id)).join(" ");
const found = read.map((question) => question.title).join(" ");
if (all.length === 0 || wanted !== found) {
    console.log(`wanted: ${wanted}\nfound:  ${found}`);
    process.exit(1);
}
for (const question of read) {
    if (question.stem.format !== "markdown" || question.stem.text.trim() === "") {
        console.log(`${question.title}: no stem`);
        process.exit(1);
    }
}
