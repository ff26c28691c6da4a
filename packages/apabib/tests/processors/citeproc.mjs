// Prints items (CSL-JSON) as citeproc-js does with the official apa.csl, each in a list of its own:
// nothing is told apart by letters after the year. How to run: README.md beside this file.
import fs from 'node:fs'
import { createRequire } from 'node:module'

const [tools, stylePath, itemsPath] = process.argv.slice(2)
const require = createRequire(`${tools}/`)
const { plugins } = require('@citation-js/core')
require('@citation-js/plugin-csl')
const CSL = require('citeproc')

const here = new URL('./', import.meta.url)
const style = fs.readFileSync(stylePath, 'utf8')
const locales = plugins.config.get('@csl').locales
const items = JSON.parse(fs.readFileSync(itemsPath, 'utf8'))
const byId = Object.fromEntries(items.map(item => [item.id, item]))
// The characters that citeproc-js escapes, and how it says that italics end in italics.
const plain = text => text
  .replace(/^\s*<div class="csl-entry">|<\/div>\s*$/g, '')
  .replace(/<span style="font-style:normal;">(.*?)<\/span>/g, '</i>$1<i>')
  .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(code))
  .replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&').trim()

for (const [name, locale] of [['en', 'en-US'], ['nl', 'nl-NL']]) {
  const engine = new CSL.Engine({
    retrieveLocale: code => locales.get(code) ?? locales.get('en-US'),
    retrieveItem: id => byId[id],
  }, style, locale, true)
  const printed = Object.keys(byId).sort().map(id => {
    engine.updateItems([id])
    return [id, plain(engine.makeBibliography()[1].join(''))]
  })
  const file = new URL(`citeproc.${name}.json`, here)
  fs.writeFileSync(file, JSON.stringify(Object.fromEntries(printed), null, 1) + '\n')
}
