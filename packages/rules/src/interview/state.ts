import {
  DomainError,
  type InterviewLineKind,
  type InterviewQuote,
  type InterviewState,
} from '@debrief/contract';

/** What decides the state of an interview. */
interface Planned {
  state: InterviewState;
  startsAt: string | null;
}

/** With a time it is scheduled. Errors: `invalid` for one that was declined. */
export function changeState(
  before: Planned,
  change: { state?: 'held' | undefined; startsAt?: string | null | undefined },
): Planned {
  refuseDeclined(before);
  const startsAt = change.startsAt === undefined ? before.startsAt : change.startsAt;
  const isHeld = change.state === 'held' || before.state === 'held';
  return { startsAt, state: isHeld ? 'held' : startsAt === null ? 'proposed' : 'scheduled' };
}

/** Errors: `invalid`. */
export function refuseDeclined({ state }: Pick<Planned, 'state'>): void {
  if (state === 'declined')
    throw new DomainError('invalid', 'The person declined. Nothing more is written about it.');
}

/** Whether a line can be sent: what is off the record never leaves the notes. Errors: `invalid`. */
export function sendableForm(kind: InterviewLineKind): InterviewQuote['form'] {
  if (kind === 'off-record')
    throw new DomainError('invalid', 'This line is off the record. It never leaves the notes.');
  return kind === 'quote' ? 'quote' : 'fact';
}

/** Errors: `invalid` for a line whose words were sent to the person. */
export function refuseSent(quote: Pick<InterviewQuote, 'promoted'> | undefined): void {
  if (!quote) return;
  throw new DomainError(
    'invalid',
    quote.promoted === null
      ? 'This line was sent to the person. Remove the quote before you change the line.'
      : 'The words of this line are in the record. Add another line instead.',
  );
}

/** Errors: `invalid` for words that are in the record, with how to remove them. */
export function refusePromoted({ promoted }: Pick<InterviewQuote, 'promoted'>): void {
  if (promoted === null) return;
  throw new DomainError(
    'invalid',
    'These words are in the record. Ask an editor to redact the item there, which removes them everywhere.',
  );
}

/** Errors: `invalid` before the person has approved the words, and once they are in the record. */
export function refuseUnapproved(quote: Pick<InterviewQuote, 'state' | 'promoted'>): void {
  if (quote.promoted !== null)
    throw new DomainError('invalid', 'These words are already part of the record.');
  if (quote.state === 'sent')
    throw new DomainError('invalid', 'Wait until the person has approved these words.');
}
