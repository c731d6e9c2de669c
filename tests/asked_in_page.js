// Questions that the browser tests ask of a page. Each gives a list of what is wrong, empty when all is well.
(() => {
  const all = selector => [...document.querySelectorAll(selector)]
  const named = link => document.getElementById(decodeURIComponent(link.hash.slice(1)))
  const say = element => element.id || element.outerHTML.slice(0, 90)
  const inMargin = () => innerWidth >= 1024

  /** What stands out of the window sideways, if the page as a whole can be moved there. */
  const tooWide = () => {
    const page = document.scrollingElement
    if (page.scrollWidth <= page.clientWidth) return []
    const out = all('body *').filter(one => {
      const { left, right } = one.getBoundingClientRect()
      return right > page.clientWidth + 1 || left < -1
    })
    return [`${page.scrollWidth} in ${page.clientWidth}`, ...out.slice(0, 5).map(say)]
  }

  /** Margin notes that lie over another, over the text, or out of the window. */
  const misplaced = () => {
    if (!inMargin()) return []
    const page = document.scrollingElement
    const text = document.querySelector('main').getBoundingClientRect()
    const boxes = all('.note').map(note => [note, note.getBoundingClientRect()])
    const wrong = boxes.filter(([note, box]) => box.height === 0 || box.width < 150
      || box.left < -1 || box.right > page.clientWidth + 1
      || (box.left < text.right - 1 && box.right > text.left + 1)).map(([note]) => `${say(note)} not in the margin`)
    const ordered = boxes.toSorted(([, a], [, b]) => a.top - b.top)
    for (const [index, [note, box]] of ordered.entries())
      if (index > 0 && box.top < ordered[index - 1][1].bottom - 0.5)
        wrong.push(`${say(note)} over ${say(ordered[index - 1][0])}`)
    return wrong
  }

  /** Margin notes that stand neither level with their first call nor right below the note before. */
  const astray = () => {
    let above = -Infinity
    return all('.note').filter(note => {
      const box = note.getBoundingClientRect()
      const call = named(note.querySelector('.backlink')).getBoundingClientRect()
      const level = Math.abs(box.top - call.top) < 3
      const pushed = box.top > call.top - 3 && box.top - above < 20
      above = box.bottom
      return !level && !pushed
    }).map(say)
  }

  /** Open notes by a click on each of their calls, or each `step`th, and return by the backlink of that call. */
  const openAll = (step = 1) => {
    const wrong = []
    for (const call of all('.note-call').filter((_, number) => number % step === 0)) {
      const note = named(call)
      call.click()
      const { top, bottom, height } = note.getBoundingClientRect()
      if (document.querySelector('.note:target') !== note || height === 0
        || bottom > innerHeight + 1 && top > 0 || bottom < 0) wrong.push(`${call.id} opens nothing`)
      const back = [...note.querySelectorAll('.backlink')].find(link => named(link) === call)
      if (!back) { wrong.push(`${call.id} has no way back`); continue }
      back.click()
      const place = call.getBoundingClientRect()
      if (location.hash !== '#' + call.id || place.top < 0 || place.bottom > innerHeight)
        wrong.push(`${call.id} is not returned to`)
      if (!inMargin() && note.checkVisibility()) wrong.push(`${note.id} stays open`)
    }
    return wrong
  }

  const middle = element => {
    const { x, y, width, height } = element.getClientRects()[0]
    return [x + width / 2, y + height / 2]
  }

  const backlinkTo = (note, call) => [...note.querySelectorAll('.backlink')].find(link => link.hash === '#' + call)

  /** The note of a call, if it lies open: in the margin, or over the foot of the window and not all of it. */
  const openNote = call => {
    const note = document.querySelector('.note:target')
    if (!note || note !== named(document.getElementById(call))) return null
    const { top, bottom, width, height } = note.getBoundingClientRect()
    if (inMargin()) return height > 0 && top > -1 && top < innerHeight ? note : null
    const atFoot = Math.abs(bottom - innerHeight) < 1.5 && Math.abs(width - innerWidth) < 1.5
    return atFoot && height > 0 && top > innerHeight * 0.3 ? note : null
  }

  /** How often to press Tab in the open note to be at the way back to its call; 0 if it is not there. */
  const stopsToBacklink = call => {
    const note = openNote(call)
    const stops = note ? [...note.querySelectorAll('a[href], [tabindex="0"]')] : []
    return 1 + stops.indexOf(note && backlinkTo(note, call))
  }

  const middleOfCall = call => {
    const element = document.getElementById(call)
    element.scrollIntoView({ block: 'center' })
    return middle(element)
  }

  const middleOfBacklink = call => {
    const note = openNote(call)
    const link = note && backlinkTo(note, call)
    link?.scrollIntoView({ block: 'nearest' })
    return link && middle(link)
  }

  /** Whether the reader is back at the call, and no note lies over the text. */
  const returned = call => document.activeElement.id === call && location.hash === '#' + call
    && (inMargin() || !document.querySelector('.note:target')?.checkVisibility())

  /** Headings and paragraphs that do not lead to themselves. */
  const unlinked = () => {
    const headings = all('main :is(h2, h3, h4, h5, h6)').filter(one => !one.closest('.note'))
    const paragraphs = all('main :is(p, .line-block)').filter(one => !one.closest('.note, table, figure')
      && one.textContent.trim())
    return [...headings, ...paragraphs].filter(one => {
      const link = one.querySelector(':scope > .permalink')
      const place = link && named(link)
      return !place || !place.contains(one)
    }).map(say)
  }

  /** Scroll to each entry of the contents in turn; those that are not shown as the current one. */
  const unfollowed = async current => {
    const wrong = []
    const frame = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)))
    const last = document.scrollingElement.scrollHeight - innerHeight
    const links = all('.contents li a')
    for (const [rank, link] of links.entries()) {
      const top = scrollY + named(link).getBoundingClientRect().top
      if (top - innerHeight / 5 > last) continue
      scrollTo(0, top - innerHeight / 5)
      await frame(); await frame()
      const found = all(`.contents a:is(${current})`)
      // A heading close under this one is what is being read.
      const next = rank + 1 < links.length && named(links[rank + 1]).getBoundingClientRect().top
      if (next && next < innerHeight * 0.35) continue
      if (found.length !== 1 || found[0] !== link) wrong.push(`${link.hash}: ${found.map(one => one.hash)}`)
      else {
        const { top, bottom } = link.getBoundingClientRect()
        if (top < 0 || bottom > innerHeight) wrong.push(`${link.hash} out of sight`)
      }
    }
    return wrong
  }

  window.questions = {
    tooWide, misplaced, astray, openAll, unlinked, unfollowed, middle, stopsToBacklink, middleOfCall,
    middleOfBacklink, returned,
  }
})()
