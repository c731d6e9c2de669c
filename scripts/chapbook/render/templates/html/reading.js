// Improves the page and is needed by nothing in it: the contents follow the reader, Escape and a tap
// beside it close an open note where the text stands, and notes stand level with their calls in
// browsers without CSS anchor positioning.
'use strict'
{
  const all = (selector, root = document) => [...root.querySelectorAll(selector)]
  const named = link => document.getElementById(decodeURIComponent(link.hash.slice(1)))
  const sheet = matchMedia('(width < 64rem)')
  let lastCall = null

  // --- An open note of a narrow screen ---

  const openNote = () => sheet.matches ? document.querySelector('.note:target') : null

  /** Close the note; the text stays where it is if the call to return to can be seen. */
  const close = (note, call) => {
    const { top, bottom } = call.getBoundingClientRect()
    const seen = top > 0 && bottom < innerHeight
    const place = scrollY
    location.replace('#' + call.id)
    if (seen) scrollTo({ top: place, behavior: 'instant' })
    call.focus({ preventScroll: true })
  }

  const callOf = note => lastCall && named(lastCall) === note
    ? lastCall : named(note.querySelector('.backlink'))

  addEventListener('click', event => {
    const link = event.target.closest('a')
    const note = openNote()
    if (link?.matches('.note-call')) lastCall = link
    else if (note && link?.matches('.backlink')) {
      event.preventDefault()
      close(note, named(link))
    } else if (note && !link && !note.contains(event.target)) close(note, callOf(note))
  })

  addEventListener('keydown', event => {
    const note = openNote()
    if (note && event.key === 'Escape') close(note, callOf(note))
  })

  // --- The entry of the contents that is being read ---

  const contents = document.querySelector('.contents')
  const entries = all('.contents li a').map(link => ({ link, place: named(link) }))

  const follow = () => {
    const line = innerHeight * 0.3
    const read = entries.filter(({ place }) => place.getBoundingClientRect().top < line).at(-1)
    for (const { link } of entries)
      if (link === read?.link) link.setAttribute('aria-current', 'location')
      else link.removeAttribute('aria-current')
    if (read && contents.scrollHeight > contents.clientHeight)
      contents.scrollTop = read.link.offsetTop - contents.clientHeight / 2
  }

  if (entries.length > 0) {
    const watch = new IntersectionObserver(follow, { rootMargin: '0px 0px -70% 0px' })
    for (const { place } of entries) watch.observe(place)
  }

  // --- Notes beside their calls, without anchor positioning ---

  const align = () => {
    const start = document.querySelector('main').getBoundingClientRect().top
    let free = 0
    for (const note of all('.note')) {
      if (sheet.matches) note.style.removeProperty('top')
      else {
        const call = named(note.querySelector('.backlink')).getBoundingClientRect().top - start
        const top = Math.max(call, free)
        note.style.top = top + 'px'
        free = top + note.offsetHeight + 12
      }
    }
  }

  if (!CSS.supports('anchor-name: --call') && document.querySelector('.note')) {
    document.body.classList.add('aligned')
    new ResizeObserver(align).observe(document.querySelector('main'))
    sheet.addEventListener('change', align)
    document.fonts.ready.then(align)
  }
}
