import { button, element, createForm } from './dom.ts';
import { fieldIn, send, textIn } from './send.ts';

/** *I learned something*: one tap, an optional line, and a way to remove both. */
export function addLearnedButton(main: HTMLElement): void {
  const part = document.getElementById('learned');
  if (!part || main.dataset['can'] !== 'ask') return;
  const path = `/api/incidents/${main.dataset['ref']}/versions/${main.dataset['number']}/learned`;
  const draft = `${main.dataset['ref']}.${main.dataset['number']}.learned`;
  const take = (body: unknown) => {
    const lines = fieldIn(body, 'lines');
    const mine = fieldIn(body, 'mine');
    document
      .getElementById('learned-count')
      ?.replaceChildren(textIn(fieldIn(body, 'learned'), 'words'));
    document
      .getElementById('learned-lines')
      ?.replaceChildren(
        ...(Array.isArray(lines) ? lines.map((line) => element('li', {}, String(line))) : []),
      );
    draw(mine !== null && mine !== undefined, textIn(mine, 'line'));
  };
  const ask = async (method: 'PUT' | 'DELETE', body?: object): Promise<string | null> => {
    const answer = await send(method, path, body);
    if ('problem' in answer) return answer.problem;
    take(answer.body);
    return null;
  };
  const press = (method: 'PUT' | 'DELETE', body?: object) =>
    void ask(method, body).then((problem) => {
      if (problem === null) part.querySelector('button')?.focus();
      else part.append(element('p', { className: 'problem' }, problem));
    });
  const draw = (isSaid: boolean, line: string) => {
    if (!isSaid)
      return part.replaceChildren(button('I learned something', () => press('PUT', {}), 'main'));
    part.replaceChildren(
      element('p', {}, line === '' ? 'You learned something from this.' : `You learned: ${line}`),
      button(line === '' ? 'Say what, without your name' : 'Change the line', () => {
        if (part.querySelector('form')) return;
        part.append(
          createForm({
            label: 'What did you learn? It is shown without your name.',
            draft,
            submit: 'Keep',
            isShort: true,
            send: (text) => ask('PUT', { line: text }),
            close: () => part.querySelector('button')?.focus(),
          }),
        );
      }),
      button('Undo', () => press('DELETE')),
    );
  };
  draw(part.dataset['mine'] === 'yes', part.dataset['line'] ?? '');
}

const readingMs = 10_000;

/**
 * Counts this reader once, after the page has been visible for ten seconds, and again when they come
 * to the middle and to the end: how far is kept in quarters, and no times.
 */
export function countReading(main: HTMLElement): void {
  const path = `/api/incidents/${main.dataset['ref']}/versions/${main.dataset['number']}/reads`;
  let [readMs, deepest, sent] = [0, 0, -1];
  const stepMs = 1_000;
  const step = () => {
    if (document.visibilityState === 'visible') readMs += stepMs;
    const { top, height } = main.getBoundingClientRect();
    const seen = height === 0 ? 0 : ((innerHeight - top) / height) * 100;
    deepest = Math.max(deepest, Math.min(100, Math.max(0, seen)));
    // The end of the last paragraph is enough: below it are only questions and counts.
    const depth = deepest > 95 ? 100 : Math.floor(deepest / 25) * 25;
    if (readMs < readingMs || depth === sent) return;
    sent = depth;
    if (depth === 100) clearInterval(timer);
    void send('POST', path, { depth });
  };
  const timer = setInterval(step, stepMs);
}
