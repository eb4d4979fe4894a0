import { button, element } from './dom.ts';
import { send, textIn } from './send.ts';

/** *Used in*: adds what the review was used in, removes it, and undoes both. */
export function addUseForm(main: HTMLElement): void {
  const form = document.querySelector<HTMLFormElement>('#used-form');
  const acts = document.getElementById('used-acts');
  const list = document.getElementById('used-in');
  if (!form || !acts || !list || main.dataset['can'] !== 'ask') return;
  const path = `/api/incidents/${main.dataset['ref']}/versions/${main.dataset['number']}/uses`;
  const problem = form.querySelector('.problem');
  const status = element('span');
  status.setAttribute('role', 'status');
  const opener = button('Add where you used it', () => open(true));
  acts.append(opener, ' ', status);
  form.querySelector('[data-cancel]')?.addEventListener('click', () => open(false));
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') open(false);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const { usedIn, usedOn, link, note } = Object.fromEntries(new FormData(form));
    void send('POST', path, { usedIn, usedOn, note, link: link === '' ? null : link }).then(
      (answer) => {
        if ('problem' in answer) return problem?.replaceChildren(answer.problem);
        form.reset();
        open(false);
        const entry = renderUse(answer.body, form);
        list.prepend(entry);
        addRemoval(entry);
        say('Added.', () => change(entry, true));
      },
    );
  });
  for (const entry of list.querySelectorAll<HTMLElement>('[data-use]')) addRemoval(entry);

  function open(isOpen: boolean): void {
    if (!form) return;
    form.hidden = !isOpen;
    opener.hidden = isOpen;
    problem?.replaceChildren();
    (isOpen ? form.querySelector('select') : opener)?.focus();
  }

  function addRemoval(entry: HTMLElement): void {
    if (entry.dataset['can'] !== 'remove') return;
    const remove = button('Remove', () => change(entry, true));
    remove.setAttribute('aria-label', `Remove ${entry.firstChild?.textContent ?? ''}`);
    entry.append(' ', remove);
  }

  function change(entry: HTMLElement, isRemoval: boolean): void {
    const at = `/api/version-uses/${entry.dataset['use'] ?? ''}`;
    const request = isRemoval ? send('DELETE', at) : send('POST', `${at}/restore`, {});
    void request.then((answer) => {
      if ('problem' in answer) return status.replaceChildren(answer.problem);
      entry.hidden = isRemoval;
      say(isRemoval ? 'Removed.' : 'Restored.', () => change(entry, !isRemoval));
    });
  }

  function say(words: string, undo: () => void): void {
    status.replaceChildren(`${words} `, button('Undo', undo));
    const isEmpty = !list?.querySelector('li:not([hidden])');
    document.getElementById('used-none')?.toggleAttribute('hidden', !isEmpty);
  }
}

function renderUse(body: unknown, form: HTMLFormElement): HTMLElement {
  const kind = textIn(body, 'usedIn');
  const label = form.querySelector(`option[value="${kind}"]`)?.textContent ?? kind;
  const what = `${label}, ${textIn(body, 'usedOn')}`;
  const link = textIn(body, 'link');
  const note = textIn(body, 'note');
  const entry = element(
    'li',
    {},
    link === '' ? what : element('a', { href: link, rel: 'noopener noreferrer' }, what),
    note === '' ? '' : `: ${note}`,
  );
  entry.dataset['use'] = textIn(body, 'id');
  entry.dataset['can'] = 'remove';
  return entry;
}
