// Print the reference list of each FILE (.bib, .ris or .json) in APA, as JSON: id -> text.
// node cite.mjs LANGUAGE FILE...
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

// These are CommonJS, and lie below the current folder.
const require = createRequire(`${process.cwd()}/`);
const { Cite } = require("@citation-js/core");
for (const name of ["bibtex", "csl", "ris"]) require(`@citation-js/plugin-${name}`);

const [language, ...files] = process.argv.slice(2);
const printed = files.map((file) => {
  const options = { format: "text", template: "apa", lang: language, asEntryArray: true };
  const lines = new Cite(readFileSync(file, "utf8")).format("bibliography", options);
  return Object.fromEntries(lines.map(([id, text]) => [id, text.trim()]));
});
console.log(JSON.stringify(printed));
