// Open a book in an engine and print as JSON what the engine made of it.
//
//     PUPPETEER_EXECUTABLE_PATH=/usr/bin/chromium node drive.mjs foliate|epubjs BOOK.epub [FOLDER]
//     PUPPETEER_EXECUTABLE_PATH=/usr/bin/chromium node drive.mjs narrow FOLDER
//
// With a folder, foliate also draws a page with an open note there, in light and in dark.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import { browse } from './browser.mjs'
import { serve } from './serve.mjs'

// A small tablet held upright.
const TABLET = [640, 900]
const [engine, book, folder] = process.argv.slice(2)

async function foliate(page, address) {
    await page.open(`${address}/foliate.html`, ...TABLET)
    const facts = await page.call('open', `${address}/book`)
    const notes = {}
    const lostPictures = []
    for (const [index, section] of facts.sections.entries()) {
        lostPictures.push(...await page.call('lostPictures', index))
        notes[section] = await page.call('openNotes', index)
    }
    // The way back is gone once for each section; where each backlink leads is in `notes`.
    const cameBack = {}
    for (const [section, [first]] of Object.entries(notes))
        if (first?.returns?.[0]) {
            const place = `${section}#${first.returns[0]}`
            cameBack[place] = await page.call('comesBack', place)
        }
    if (folder) await pictures(page, facts.sections, notes)
    return { ...facts, lostPictures, notes, cameBack }
}

async function pictures(page, sections, notes) {
    const index = sections.findIndex(section => notes[section].length > 0)
    if (index < 0) return
    for (const scheme of ['light', 'dark']) {
        await page.setScheme(scheme)
        await page.call('show', index, notes[sections[index]][0].call)
        await page.picture(join(folder, `note-${scheme}.png`))
    }
}

async function epubjs(page, address) {
    await page.open(`${address}/epubjs.html`, ...TABLET)
    const facts = await page.call('open', `${address}/book`)
    const unresolved = await page.call('followContents')
    const notes = {}
    for (const section of facts.sections) notes[section] = await page.call('followNotes', section)
    return { ...facts, unresolved, notes }
}

/** How far each content document of an unpacked EPUB runs out of a small window: `book` is its folder. */
async function narrow(page) {
    const files = readdirSync(book, { recursive: true }).filter(name => name.endsWith('.xhtml')).sort()
    const wide = {}
    for (const name of files) {
        await page.open(pathToFileURL(join(book, name)).href, 320, 600)
        wide[name] = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
    }
    return { wide }
}

const engines = { foliate, epubjs, narrow }
const server = await serve(book)
const { page, close } = await browse()
try {
    const found = await engines[engine](page, server.address)
    process.stdout.write(JSON.stringify({ ...found, complaints: page.complaints }))
} finally {
    await close()
    server.close()
}
