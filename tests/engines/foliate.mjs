// A small reading system around foliate-js: it opens a book, shows notes in a dialog and goes back from
// there, and tells the driver what it saw. Notes are hidden in the text, as in Foliate and Apple Books.
import { FootnoteHandler } from './node_modules/foliate-js/footnotes.js'
import './node_modules/foliate-js/view.js'

const STYLE = `
  @namespace epub "http://www.idpf.org/2007/ops";
  html { color-scheme: light dark; }
  aside[epub|type~="footnote"] { display: none; }
  @media (prefers-color-scheme: dark) { a:any-link { color: #8ab4f8; } }
`
const SECONDS = 20
const AT_ONCE = 8
const stage = document.getElementById('stage')
const popup = document.getElementById('popup')
// What waits for a click on a link to have its effect.
const waiting = new WeakMap()

let view

/** Words as a reader sees them: runs of white space are one space. */
const words = text => text.replace(/\s+/gu, ' ').trim()

const flat = (entries, level = 1) =>
    (entries ?? []).flatMap(({ label, href, type, subitems }) =>
        [{ level, label, href, type: type?.join(' ') ?? null }, ...flat(subitems, level + 1)])

function within(seconds, what, start) {
    return new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`nothing happened: ${what}`)), seconds * 1000)
        const done = value => { clearTimeout(timer); resolve(value) }
        const failed = error => { clearTimeout(timer); reject(error) }
        start(done, failed)
    })
}

/** Give each click its own handler, so that notes opened at the same time are not mistaken for each other. */
function onLink(event) {
    const { a, href } = event.detail
    const [resolve, reject] = waiting.get(a)
    const footnotes = new FootnoteHandler()
    // Its guess, that small raised links are notes, would hide that a call does not say what it is.
    footnotes.detectFootnotes = false
    footnotes.addEventListener('before-render', ({ detail }) => prepare(detail.view))
    // The note is in the dialog; the library then lays it out, says where it stands, and in the next
    // frame paints its background.
    footnotes.addEventListener('render', ({ detail }) => detail.view.addEventListener(
        'relocate', () => requestAnimationFrame(() => resolve(detail)), { once: true }))
    const taken = footnotes.handle(view.book, event)
    if (taken) taken.catch(reject)
    else resolve({ followed: href })
}

function prepare(note) {
    note.renderer.setAttribute('flow', 'scrolled')
    note.renderer.setAttribute('margin', '8px')
    note.renderer.setStyles(STYLE)
    note.addEventListener('link', event => {
        event.preventDefault()
        waiting.get(event.detail.a)[0](event.detail.href)
    })
    popup.append(note)
    if (!popup.open) popup.show()
}

function clearPopup() {
    for (const note of popup.querySelectorAll('foliate-view')) note.close()
    popup.replaceChildren()
}

/** Open the book and go to its first page of text. */
async function open(address) {
    const blob = await (await fetch(address)).blob()
    view = document.createElement('foliate-view')
    stage.append(view)
    await view.open(new File([blob], 'book.epub', { type: blob.type }))
    view.renderer.setStyles(STYLE)
    view.addEventListener('link', onLink)
    // Closing a note unloads its chapter, though the text still shows it: a third of the time goes there.
    for (const section of view.book.sections) section.unload = () => {}
    await view.init({ showTextStart: true })
    return facts()
}

async function facts() {
    const { book } = view
    const cover = await book.getCover()
    return {
        metadata: JSON.parse(JSON.stringify(book.metadata, (_, value) => value ?? null)),
        cover: cover && { type: cover.type, size: cover.size },
        direction: book.dir ?? null,
        contents: flat(book.toc),
        landmarks: flat(book.landmarks),
        pages: flat(book.pageList),
        sections: book.sections.map(section => section.id),
        start: book.sections[shown().index].id,
        unresolved: await unresolved([...flat(book.toc), ...flat(book.landmarks), ...flat(book.pageList)]),
    }
}

/** The addresses of a navigation list that lead to no element of the book. */
async function unresolved(entries) {
    const documents = view.book.sections.map(section => section.createDocument())
    const lost = []
    for (const { href } of entries.filter(entry => entry.href)) {
        const target = view.book.resolveHref(href)
        const place = target && target.anchor(await documents[target.index])
        if (place == null) lost.push(href)
    }
    return lost
}

const shown = () => view.renderer.getContents()[0]
const isCall = link => link.getAttribute('role') === 'doc-noteref'
    || link.getAttributeNS('http://www.idpf.org/2007/ops', 'type') === 'noteref'

/** Click a link; gives what the library showed in the dialog, or where the link would lead. */
const follow = link => within(SECONDS, `the click on ${link.id || link.href}`, (resolve, reject) => {
    waiting.set(link, [resolve, reject])
    link.click()
})

/** Open the note of a call, then take each of its backlinks: what was shown and where they led. */
async function opened(call) {
    const detail = await follow(call)
    if (detail.followed) return { call: call.id, followed: detail.followed, returns: [] }
    const { body } = detail.target.ownerDocument
    const returns = []
    for (const link of body.querySelectorAll('a[role="doc-backlink"]')) returns.push(await returned(link))
    return {
        call: call.id,
        type: detail.type,
        hidden: detail.hidden,
        note: detail.target.id,
        text: words(body.textContent),
        height: body.getBoundingClientRect().height,
        returns,
    }
}

/** Where a backlink in the dialog leads: the id of the element there. */
async function returned(link) {
    const { index, anchor } = view.book.resolveHref(await follow(link))
    const { doc, index: here } = shown()
    return index === here ? anchor(doc)?.id ?? null : null
}

/** The pictures of section `index` that are not drawn. */
async function lostPictures(index) {
    await view.goTo(index)
    return [...shown().doc.images].filter(image => !image.naturalWidth).map(image => image.src)
}

/** Open every note that section `index` calls, some at a time. */
async function openNotes(index) {
    await view.goTo(index)
    const calls = [...shown().doc.querySelectorAll('a[href]')].filter(isCall)
    const found = []
    for (let i = 0; i < calls.length; i += AT_ONCE) {
        found.push(...await Promise.all(calls.slice(i, i + AT_ONCE).map(opened)))
        clearPopup()
    }
    popup.close()
    return found
}

/** Leave the place of a call by the contents, come back by its backlink: is the call on the page? */
async function comesBack(href) {
    await view.goTo(view.book.sections.length - 1)
    await view.goTo(href)
    const place = view.book.resolveHref(href).anchor(shown().doc)
    return view.lastLocation.range.intersectsNode(place)
}

/** Show the page of a call with its note open, for a picture. */
async function show(index, call) {
    await view.goTo(index)
    await view.goTo(`${view.book.sections[index].id}#${call}`)
    clearPopup()
    await follow(shown().doc.getElementById(call))
}

globalThis.reader = { open, lostPictures, openNotes, comesBack, show }
