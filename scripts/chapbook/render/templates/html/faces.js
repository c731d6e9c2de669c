// The faces are in the page, yet a browser reads them only when it has set the text once in another
// face. So the text is shown when they are read, and nothing moves.
'use strict'
{
  const root = document.documentElement
  root.style.visibility = 'hidden'
  Promise.allSettled(['', 'italic '].map(cut => document.fonts.load(cut + '1em "Chapbook Serif"')))
    .then(() => root.style.removeProperty('visibility'))
}
