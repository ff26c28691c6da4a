// Look at an EPUB with Ace: node look.mjs EPUB FOLDER. The report comes into the folder.
import { createRequire } from "node:module";

// These are CommonJS, and lie below the current folder.
const require = createRequire(`${process.cwd()}/`);
const ace = require("@daisy/ace-core");
const runner = require("@daisy/ace-axe-runner-puppeteer");

const [epub, outdir] = process.argv.slice(2);
try {
  await ace(epub, { cwd: process.cwd(), outdir, lang: "en", silent: true, initLogger: true }, runner);
} catch (error) {
  console.error(`Ace could not look at ${epub}: ${error}`);
  process.exit(3);
}
