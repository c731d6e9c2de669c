// A small reading system around epub.js: it has no pop-ups, so a call goes to its note and the backlink
// must lead back to the page of the call.

const SIZE = { width: 600, height: 800 }
const SECONDS = 20

let book
let rendition
let display

const flat = (entries, level = 1) =>
    entries.flatMap(({ label, href, subitems }) =>
        [{ level, label: label.trim(), href }, ...flat(subitems ?? [], level + 1)])

function within(seconds, what, promise) {
    return new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`nothing happened: ${what}`)), seconds * 1000)
        promise.then(resolve, reject).finally(() => clearTimeout(timer))
    })
}

/** Open the book at its beginning. */
async function open(address) {
    book = ePub(address, { openAs: 'epub' })
    rendition = book.renderTo('stage', { ...SIZE, flow: 'paginated', spread: 'none' })
    // A link of the text calls `display` and forgets the promise: it is kept here, to wait for it.
    const inner = rendition.display.bind(rendition)
    rendition.display = (...target) => (display = inner(...target))
    await within(SECONDS, 'the first page', rendition.display())
    return facts()
}

async function facts() {
    const { toc, landmarks } = await book.loaded.navigation
    const cover = await book.loaded.cover
    return {
        metadata: await book.loaded.metadata,
        cover: cover || null,
        contents: flat(toc),
        landmarks: landmarks.map(({ label, href, type }) => ({ label: label.trim(), href, type })),
        sections: book.spine.spineItems.map(item => item.href),
    }
}

const contents = () => rendition.getContents()[0]

/** Whether the start of an element lies on the page that is shown. */
function onPage(element) {
    const inside = element.getClientRects()[0]
    const frame = element.ownerDocument.defaultView.frameElement.getBoundingClientRect()
    const page = document.querySelector('.epub-container').getBoundingClientRect()
    if (!inside) return false
    const [x, y] = [frame.left + inside.left, frame.top + inside.top]
    return x >= page.left - 1 && x < page.right && y >= page.top - 1 && y < page.bottom
}

/** Click a link of the text; gives the element that it leads to when that is on the page shown. */
async function follow(link) {
    const [, hash] = link.getAttribute('href').split('#')
    display = null
    link.click()
    if (!display) return null
    await within(SECONDS, `the click on ${link.id || hash}`, display)
    const target = contents().document.getElementById(hash)
    return target && onPage(target) ? target : null
}

/** Follow a call to its note, and each of the note's backlinks from there. */
async function thereAndBack(call) {
    const note = await follow(call)
    const found = { call: call.id, note: note?.id ?? null, returns: [] }
    for (const link of note?.querySelectorAll('a[role="doc-backlink"]') ?? []) {
        const place = await follow(link)
        found.returns.push(place?.id ?? null)
    }
    return found
}

/** Follow all calls of the section at `href`. */
async function followNotes(href) {
    await within(SECONDS, href, rendition.display(href))
    const calls = [...contents().document.querySelectorAll('a[role="doc-noteref"]')]
    const found = []
    for (const call of calls) found.push(await thereAndBack(call))
    return found
}

/** Go to each line of the contents, as readers built on epub.js do; gives those that lead nowhere. */
async function followContents() {
    const lost = []
    for (const { href } of flat((await book.loaded.navigation).toc)) {
        const [path, hash] = href.split('#')
        const section = await within(SECONDS, href, rendition.display(href)).catch(() => null)
        const place = hash ? contents().document.getElementById(hash) : contents()?.document.body
        if (!section?.href.endsWith(path) || !place || !onPage(place)) lost.push(href)
    }
    return lost
}

globalThis.reader = { open, followContents, followNotes }
