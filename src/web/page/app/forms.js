// Forms the desk asks for, in a dialog that keeps what was typed until the desk has taken it.

import { el } from './dom.js';
import { capital, topicName } from './facts.js';
import { durationField, timeField } from './fields.js';

/** What the button says of a form that does more, or less, than send words to somebody. */
const buttons = { details: 'Save', dismiss: 'Dismiss', wait: 'Wait', resolve: 'Resolve', snooze: 'Snooze' };

/** Opens `form`, under a line on what it is `about`; `submit` gets an object of field id → value and may reject, which is said in the dialog. */
export function openForm(form, submit, about = null) {
  const fields = form.fields.map(fieldFor);
  show({
    title: form.title,
    about,
    body: fields.map(({ node }) => node),
    button: buttons[form.id] ?? 'Send',
    act: () => submit(Object.fromEntries(fields.map(({ id, read }) => [id, read()]).filter(([, value]) => value !== ''))),
  });
}

/** Asks before something that cannot be undone. */
export function confirm({ title, text, button, act }) {
  const dialog = show({ title, body: [el('p', {}, text)], button, act });
  // Enter out of habit must not be a yes.
  dialog.querySelector('button.quiet').focus();
}

/** A dialog with only something to read. */
export function tell(title, body) {
  show({ title, body });
}

function show({ title, about, body, button, act }) {
  const problem = el('p', { class: 'problem', role: 'alert', hidden: true });
  const go = button ? el('button', { type: 'submit', class: 'primary' }, button) : null;
  const dialog = el('dialog', { 'aria-labelledby': 'dialog-title' },
    el('form', { method: 'dialog', onsubmit: submit },
      el('h2', { id: 'dialog-title' }, title),
      about ? el('p', { class: 'hint about', dir: 'auto' }, about) : null,
      body,
      problem,
      el('div', { class: 'actions' }, go,
        el('button', { type: 'button', class: 'quiet', onclick: () => dialog.close() }, button ? 'Cancel' : 'Close'))));
  const before = document.activeElement;
  const home = before?.closest?.('[data-message]')?.dataset.message;
  dialog.addEventListener('close', () => {
    dialog.remove();
    // The message may have been drawn anew meanwhile: then the focus goes to its successor.
    const target = before?.isConnected ? before : document.querySelector(`[data-message="${CSS.escape(home ?? '')}"]`);
    target?.focus();
  });
  dialog.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) dialog.querySelector('form').requestSubmit();
    event.stopPropagation();
  });
  async function submit(event) {
    event.preventDefault();
    if (!act) return dialog.close();
    go.disabled = true;
    problem.hidden = true;
    try {
      await act();
      dialog.close();
    } catch (error) {
      problem.textContent = error.message;
      problem.hidden = false;
    } finally {
      go.disabled = false;
    }
  }
  document.body.append(dialog);
  dialog.showModal();
  const first = dialog.querySelector('textarea, input, select');
  first?.focus();
  if (first?.tagName === 'TEXTAREA') first.setSelectionRange(first.value.length, first.value.length);
  return dialog;
}

function fieldFor(field) {
  const id = `field-${field.id}`;
  const make = { textarea: areaField, select: selectField, time: timeField, duration: durationField }[field.kind] ?? textField;
  const { node, read } = make(field, id);
  return { id: field.id, read, node: el('div', { class: 'field' }, el('label', { for: id }, make === timeField || make === durationField ? field.label.replace(/\s*\([^)]*\)$/u, '') : field.label), node) };
}

function areaField(field, id) {
  const node = el('textarea', { id, rows: 6, dir: 'auto', value: field.value ?? '' });
  return { node, read: () => node.value };
}

function textField(field, id) {
  const node = el('input', { id, type: 'text', dir: 'auto', value: field.value ?? '', autocomplete: 'off' });
  return { node, read: () => node.value };
}

function selectField(field, id) {
  const node = el('select', { id }, (field.options ?? []).map(({ value, label }) => el('option', { value, selected: value === field.value }, capital(topicName(label)))));
  return { node, read: () => node.value };
}
