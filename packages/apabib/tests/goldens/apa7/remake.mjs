// Prints entries.bib and citations.json as citeproc-js does with the official apa.csl.
// How to run: README.md beside this file.
import fs from 'node:fs'
import { createRequire } from 'node:module'

const [tools, stylePath] = process.argv.slice(2)
const require = createRequire(`${tools}/`)
const { Cite, plugins } = require('@citation-js/core')
require('@citation-js/plugin-bibtex')
require('@citation-js/plugin-csl')
const CSL = require('citeproc')

const here = new URL('./', import.meta.url)
const read = name => fs.readFileSync(new URL(name, here), 'utf8')
const write = (name, value) =>
  fs.writeFileSync(new URL(name, here), JSON.stringify(value, null, 2) + '\n')

// citation-js loses what these say: CSL's own fields, as its documentation has them.
const lost = JSON.parse(read('lost.json'))
const bib = read('entries.bib')
const items = new Cite(bib).format('data', { format: 'object' }).map(item => {
  delete item._graph
  delete item['citation-key']
  const { unset = [], ...more } = lost[item.id] ?? {}
  unset.forEach(name => delete item[name])
  return { ...item, ...more }
})
write('entries.csl.json', items)

const style = fs.readFileSync(stylePath, 'utf8')
const byId = Object.fromEntries(items.map(item => [item.id, item]))
const clusters = JSON.parse(read('citations.json'))

for (const [name, locale] of [['en', 'en-US'], ['nl', 'nl-NL']]) {
  const engine = new CSL.Engine({
    retrieveLocale: code => plugins.config.get('@csl').locales.get(code) ??
      plugins.config.get('@csl').locales.get('en-US'),
    retrieveItem: id => byId[id],
  }, style, locale, true)
  engine.updateItems(items.map(item => item.id))
  const [info, entries] = engine.makeBibliography()
  const references = Object.fromEntries(info.entry_ids.map((ids, at) => [ids[0], entries[at]
    .replace(/^\s*<div class="csl-entry">|<\/div>\s*$/g, '').trim()]))
  // All clusters as one document, so that names and years are told apart as in a book.
  const document = clusters.map(({ role, cites }, at) => ({
    citationID: String(at),
    citationItems: cites.map(cite => ({ ...cite })),
    properties: { noteIndex: 0, ...(role === 't' ? { mode: 'composite' } : {}) },
  }))
  const citations = engine.rebuildProcessorState(document, 'html').map(([, , text]) => text)
  write(`references.${name}.json`, references)
  write(`citations.${name}.json`, citations)
}
