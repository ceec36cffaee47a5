// Where a person writes: grows with the text, Enter sends, an unsent line is kept.

import { fill } from './dom.js'
import { characters, words } from './settings.js'

// Touch keyboards have no Shift+Enter, so there Enter makes a new line.
const touch = matchMedia('(hover: none) and (pointer: coarse)')
const IME_KEY_CODE = 229

/** Make the composer of a phone; `send(text)` hears what was written. */
export function makeComposer(form, scroll, send) {
  const area = form.querySelector('textarea')
  const remark = form.querySelector('.remark')
  let person = ''

  const shelf = () => `ainori.draft.${person}`

  function grow() {
    area.style.height = 'auto'
    area.style.height = `${area.scrollHeight}px`
    form.classList.toggle('written', area.value.trim() !== '')
  }

  function keepDraft() {
    try {
      sessionStorage.setItem(shelf(), area.value)
    } catch {
      // Without storage the line lives as long as the page.
    }
  }

  function put(text) {
    area.value = text
    remark.hidden = true
    keepDraft()
    grow()
  }

  function submit() {
    const text = area.value.toWellFormed ? area.value.toWellFormed() : area.value
    if (!text.trim()) return
    if ([...text].length > characters) {
      remark.textContent = fill(words.long, { most: characters.toLocaleString() })
      remark.hidden = false
      return
    }
    put('')
    send(text)
  }

  area.addEventListener('input', () => {
    remark.hidden = true
    keepDraft()
    grow()
  })
  area.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || touch.matches) return
    // While kana are being turned into kanji, Enter belongs to the input method;
    // Safari reports the last such Enter after the composition has ended.
    if (event.isComposing || event.keyCode === IME_KEY_CODE) return
    event.preventDefault()
    submit()
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    submit()
    area.focus()
  })

  return {
    /** Take up the line this person had begun. */
    open(id) {
      person = id
      try {
        area.value = sessionStorage.getItem(shelf()) ?? ''
      } catch {
        area.value = ''
      }
      remark.hidden = true
      grow()
    },
    /** Put words back, before what is already there. */
    putBack(text) {
      put(area.value.trim() ? `${text}\n${area.value}` : text)
      area.focus()
    },
    /** Go on writing; where that would raise a keyboard, stay with the talk. */
    focus: () => (touch.matches ? scroll : area).focus({ preventScroll: true }),
  }
}
