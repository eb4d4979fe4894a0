import { button, element, createForm } from './dom.ts';
import { place } from './notes.ts';
import { fieldIn, send, textIn } from './send.ts';

/** Questions in the margin: asking about a section or selected words, answering, withdrawing. */
export function addQuestionForms(main: HTMLElement): void {
  const path = `/api/incidents/${main.dataset['ref']}/versions/${main.dataset['number']}/questions`;
  const name = `${main.dataset['ref']}.${main.dataset['number']}`;
  const canAsk = main.dataset['can'] === 'ask';
  for (const margin of document.querySelectorAll<HTMLElement>('[data-asked]')) {
    for (const question of margin.querySelectorAll<HTMLElement>('.question')) addActs(question);
    if (canAsk) margin.append(button('Ask about this section', () => ask(margin, '')));
  }
  if (canAsk) offerOnSelection(ask);

  function ask(margin: HTMLElement, quote: string): void {
    margin.querySelector('form')?.remove();
    const sectionId = margin.dataset['asked'] ?? '';
    const opener = margin.querySelector<HTMLButtonElement>(':scope > button');
    const form = createForm({
      label:
        quote === ''
          ? 'Your question, with your name, to all who read this'
          : `Your question about “${quote.length > 80 ? `${quote.slice(0, 79)}…` : quote}”`,
      draft: `${name}.${sectionId}`,
      submit: 'Ask',
      async send(text) {
        const answer = await send('POST', path, {
          sectionId,
          text,
          ...(quote === '' ? {} : { quote }),
        });
        if ('problem' in answer) return answer.problem;
        const made = renderQuestion(answer.body);
        margin.insertBefore(made, opener);
        addActs(made);
        return null;
      },
      close: () => opener?.focus(),
    });
    const folded = margin.closest('details');
    if (folded) folded.open = true;
    margin.append(form);
  }
}

function renderQuestion(body: unknown): HTMLElement {
  const quote = textIn(body, 'quote');
  const made = element(
    'div',
    { className: 'question', id: `q-${textIn(body, 'id')}` },
    ...(quote === '' ? [] : [element('p', { className: 'about' }, `“${quote}”`)]),
    element('p', {}, textIn(body, 'text')),
    element('p', { className: 'by' }, `${textIn(fieldIn(body, 'askedBy'), 'name')}, just now`),
  );
  const can = fieldIn(body, 'can');
  made.dataset['question'] = textIn(body, 'id');
  made.dataset['version'] = String(fieldIn(body, 'version'));
  made.dataset['can'] = ['answer', 'withdraw']
    .filter((what) => fieldIn(can, what) === true)
    .join(' ');
  return made;
}

function addActs(question: HTMLElement): void {
  const { question: id = '', version = '1', can = '' } = question.dataset;
  const acts = can.split(' ');
  if (acts.includes('answer') && !question.querySelector('.answer')) {
    const opener = button('Answer', () => {
      opener.hidden = true;
      question.append(
        createForm({
          label: 'Your answer, with your name',
          draft: `answer.${id}`,
          submit: 'Answer',
          async send(text) {
            const answer = await send('POST', `/api/reader-questions/${id}/answer`, {
              version: Number(question.dataset['version'] ?? version),
              answer: text,
            });
            if ('problem' in answer) return answer.problem;
            question.dataset['version'] = String(fieldIn(answer.body, 'version'));
            opener.before(
              element('p', { className: 'answer' }, textIn(answer.body, 'answer')),
              element(
                'p',
                { className: 'by' },
                `${textIn(fieldIn(answer.body, 'answeredBy'), 'name')}, just now`,
              ),
            );
            opener.remove();
            return null;
          },
          close: () => (opener.hidden = false),
        }),
      );
    });
    question.append(opener);
  }
  if (acts.includes('withdraw'))
    question.append(
      button('Take my question back', () => {
        void send(
          'DELETE',
          `/api/reader-questions/${id}?version=${question.dataset['version'] ?? version}`,
        ).then((answer) => {
          if ('problem' in answer)
            question.append(element('p', { className: 'problem' }, answer.problem));
          else question.remove();
        });
      }),
    );
}

/** Offers to ask about words that are selected in a section. */
function offerOnSelection(ask: (margin: HTMLElement, quote: string) => void): void {
  let offer: HTMLElement | null = null;
  document.addEventListener('selectionchange', () => {
    offer?.remove();
    offer = null;
    const selection = getSelection();
    const quote = selection?.toString().trim() ?? '';
    const node = selection?.rangeCount ? selection.getRangeAt(0).commonAncestorContainer : null;
    const within = (node instanceof Element ? node : node?.parentElement)?.closest('.text');
    const margin = within?.parentElement?.querySelector<HTMLElement>(':scope > [data-asked]');
    if (!selection || !margin || quote.length < 2 || quote.length > 1000) return;
    offer = button('Ask about these words', () => ask(margin, quote), 'floating');
    // The words stay selected while the button is pressed.
    offer.addEventListener('pointerdown', (event) => event.preventDefault());
    document.body.append(offer);
    place(offer, selection.getRangeAt(0));
  });
}
