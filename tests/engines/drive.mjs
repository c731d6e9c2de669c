// Open a book in an engine and print as JSON what the engine made of it.
//
//     PUPPETEER_EXECUTABLE_PATH=/usr/bin/chromium node drive.mjs foliate|epubjs BOOK.epub [FOLDER]
//     PUPPETEER_EXECUTABLE_PATH=/usr/bin/chromium node drive.mjs axe BOOK.html
//     PUPPETEER_EXECUTABLE_PATH=/usr/bin/chromium node drive.mjs site index.html
//     PUPPETEER_EXECUTABLE_PATH=/usr/bin/chromium node drive.mjs narrow FOLDER
//
// With a folder, foliate also draws a page with an open note there, in light and in dark.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import { browse } from './browser.mjs'
import { serve } from './serve.mjs'

// A small tablet held upright; for the HTML edition a desk and a telephone.
const TABLET = [640, 900]
const SCREENS = [[1280, 900], [390, 844]]
const WIDTHS = [320, 390, 768, 1280, 1920]
// Layout Instability (https://wicg.github.io/layout-instability/): the sum of all shifts since the page was opened.
const MOVED = `new Promise(done => {
    let sum = 0
    new PerformanceObserver(list => { for (const one of list.getEntries()) sum += one.value })
        .observe({ type: 'layout-shift', buffered: true })
    setTimeout(() => done(sum), 200)
})`
const AXE = new URL('node_modules/axe-core/axe.min.js', import.meta.url)
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

/** What axe objects to in the HTML edition, at each width: the rule and the first places. */
async function axe(page, address) {
    const violations = {}
    for (const [width, height] of SCREENS) {
        await page.open(`${address}/book`, width, height)
        await page.evaluate(readFileSync(AXE, 'utf8'))
        const { passes, violations: found } = await page.evaluate('axe.run()')
        if (passes.length === 0) throw new Error('axe looked at nothing')
        violations[width] = found.map(({ id, nodes }) => [id, ...nodes.slice(0, 3).map(node => node.html)])
    }
    return { violations }
}

/** The download page from the disk, at every width and in both schemes: what axe objects to, what runs out of
 * the window, and what moves while it loads. */
async function site(page) {
    const found = {}
    for (const scheme of ['light', 'dark'])
        for (const width of WIDTHS) {
            await page.setScheme(scheme)
            await page.open(pathToFileURL(book).href, width, 900)
            const moved = await page.evaluate(MOVED)
            const wide = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
            await page.evaluate(readFileSync(AXE, 'utf8'))
            const { passes, violations } = await page.evaluate('axe.run()')
            if (passes.length === 0) throw new Error('axe looked at nothing')
            found[`${width} ${scheme}`] = {
                moved, wide, violations: violations.map(({ id, nodes }) => [id, nodes[0].html]),
            }
        }
    return { found }
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

const engines = { foliate, epubjs, axe, site, narrow }
const server = await serve(book)
const { page, close } = await browse()
try {
    const found = await engines[engine](page, server.address)
    process.stdout.write(JSON.stringify({ ...found, complaints: page.complaints }))
} finally {
    await close()
    server.close()
}
