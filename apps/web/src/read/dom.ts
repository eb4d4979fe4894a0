import { draftKey } from './draft-key.ts';

type Child = Node | string;

export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  props: Partial<HTMLElementTagNameMap[K]> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = Object.assign(document.createElement(name), props);
  made.append(...children);
  return made;
}

export function button(text: string, press: () => void, className = ''): HTMLButtonElement {
  const made = element('button', { type: 'button', className }, text);
  made.addEventListener('click', press);
  return made;
}

export interface FormQuestion {
  label: string;
  draft: string;
  submit: string;
  isShort?: boolean;
  send(text: string): Promise<string | null>;
  close(): void;
}

/** A small form with one field: typed text survives a reload, and a problem is shown next to it. */
export function createForm({
  label,
  draft,
  submit,
  isShort = false,
  send,
  close,
}: FormQuestion): HTMLFormElement {
  const id = `say-${draft.replaceAll(/\W/g, '-')}`;
  const field = isShort
    ? element('input', { id, maxLength: 300 })
    : element('textarea', { id, rows: 3, maxLength: 2000 });
  const key = draftKey(document.querySelector('main')?.dataset['reader'], draft);
  field.value = readStored(key);
  field.addEventListener('input', () => keep(key, field.value));
  const problem = element('p', { className: 'problem' });
  problem.setAttribute('role', 'alert');
  const sendIt = element('button', { type: 'submit', className: 'main' }, submit);
  const form = element(
    'form',
    { className: 'say' },
    createLabel(id, label),
    field,
    problem,
    element(
      'div',
      { className: 'row' },
      sendIt,
      button('Cancel', () => leave(true)),
    ),
  );
  const leave = (forget: boolean) => {
    if (forget) keep(key, '');
    form.remove();
    close();
  };
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') leave(false);
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    sendIt.disabled = true;
    problem.textContent = '';
    void send(field.value).then((refused) => {
      sendIt.disabled = false;
      if (refused === null) return leave(true);
      problem.textContent = refused;
      field.focus();
    });
  });
  queueMicrotask(() => field.focus());
  return form;
}

function createLabel(id: string, text: string): HTMLLabelElement {
  const label = element('label', {}, text);
  label.htmlFor = id;
  return label;
}

function readStored(key: string): string {
  try {
    return localStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
}

function keep(key: string, value: string): void {
  try {
    if (value === '') localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Storage may be blocked: the text then lasts as long as the page.
  }
}
