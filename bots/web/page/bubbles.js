// One message as elements: bubbles, drafts, links. Cards have a file of their own.

import { card } from './cards.js'
import { choices } from './choices.js'
import { el, icon, paragraph, spoken, unseen } from './dom.js'
import { words } from './settings.js'

const LONG_CHARACTERS = 700
const COPIED_MS = 2000

/** Draw a message of the bot; `tools.choose(choice)` hears a tap. */
export function message(told, tools) {
  switch (told.kind) {
    case 'text':
      return bubble(told.text)
    case 'card':
      return card(told, tools)
    case 'draft':
      return draft(told, tools)
    case 'link':
      return link(told)
    default:
      return bubble(words.shared)
  }
}

/** Draw words as they are, folded when they are long. */
export function bubble(text) {
  const node = el('div', { class: 'bubble' }, paragraph(text))
  if (text.length > LONG_CHARACTERS) fold(node)
  return node
}

function fold(node) {
  node.classList.add('folded')
  const more = el('button', {
    type: 'button',
    class: 'more',
    'aria-expanded': 'false',
    onclick() {
      const folded = node.classList.toggle('folded')
      more.setAttribute('aria-expanded', String(!folded))
      more.textContent = folded ? words.more : words.less
    },
  }, words.more)
  node.append(more)
}

function draft(told, { choose }) {
  const joined = told.parts.map((part) => part.text).join('')
  const parts = joined === told.text ? told.parts : []
  const spans = parts.map((part) => {
    // Only words that are somebody's are named: the helper's are all that lies between.
    const owned = part.source !== 'bot' && part.text.trim()
    const named = owned ? unseen(`(${words[`part_${part.source}`]})`) : null
    return el('span', { class: `part ${part.source}` }, named, part.text)
  })
  return el('article', { class: 'card draft' },
    told.title && el('h2', { lang: spoken(told.title) }, told.title),
    paragraph(told.text, spans.length ? spans : undefined),
    parts.length ? legend(parts) : null,
    el('div', { class: 'row' }, copyButton(told.text)),
    choices(told.choices, choose))
}

function legend(parts) {
  const sources = [...new Set(parts.map((part) => part.source))]
  const letter = document.documentElement.lang === 'ja' ? 'あ' : 'Aa'
  const items = sources.map((source) =>
    el('li', {}, el('span', { class: `part ${source}`, 'aria-hidden': 'true' }, letter), words[`part_${source}`]))
  return el('ul', { class: 'legend', 'aria-label': words.legend }, ...items)
}

function copyButton(text) {
  const label = el('span', {}, words.copy)
  const mark = el('span', { class: 'mark' }, icon('copy'))
  const button = el('button', { type: 'button', class: 'quiet', async onclick() {
    await copy(text)
    label.textContent = words.copied
    mark.replaceChildren(icon('check'))
    setTimeout(() => {
      label.textContent = words.copy
      mark.replaceChildren(icon('copy'))
    }, COPIED_MS)
  } }, mark, label)
  return button
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    // No clipboard on plain http: the old way still works.
    const area = el('textarea', { class: 'unseen' })
    area.value = text
    document.body.append(area)
    area.select()
    document.execCommand('copy')
    area.remove()
  }
}

function link(told) {
  if (!told.url) return bubble(told.label)
  return el('a', {
    class: 'bubble link', lang: spoken(told.label), href: told.url, target: '_blank', rel: 'noopener noreferrer',
  }, told.label, icon('open'))
}
