import type { CalibrationChange, Participant } from '@debrief/contract';
import { removeNames } from '@debrief/rules/calibration';
import { nameFormsFor, type Subject, type Subjects } from './entries.ts';
import type { AnswerRow } from './rows.ts';

/** How an answer changes an entry. */
export interface Proposal {
  title: string;
  text: string;
  /** Takes the person's name out of a text of the entry. */
  replace: (text: string) => string;
  isNameOff: boolean;
  /** Who remembers it, if that changes. */
  recollectionOf?: string;
}

const longestTitle = 500;

/**
 * What applying an answer does to the words as they are now; null if it can't be applied: the entry
 * changed since, or people have to write it.
 */
export function proposeChange(
  answer: AnswerRow,
  subject: Subject | undefined,
  person: Participant | undefined,
  subjects: Subjects,
): Proposal | null {
  if (!subject || !person) return null;
  const { kind, title, text } = subject;
  const asIs = { title, text, isNameOff: false, replace: (words: string) => words };
  if (answer.verdict === 'name-off') {
    const forms = nameFormsFor(person, subjects);
    const role = toRole(person);
    const replace = (words: string) => removeNames(words, forms, role);
    const isNamed =
      [title, text, subject.names].some((words) => replace(words) !== words) ||
      subject.personId === person.personId;
    return isNamed
      ? { title: replace(title), text: replace(text), isNameOff: true, replace }
      : null;
  }
  if (answer.seen !== subject.seen || kind === 'report') return null;
  const { name } = person;
  if (answer.verdict === 'corrected') {
    const words = answer.text.replaceAll(/\s+/g, ' ');
    if (words.length > longestTitle || words === title) return null;
    if (kind === 'finding') return { ...asIs, title: words };
    const note = `${name} corrected this from memory.`;
    return { ...asIs, title: words, text: join(text, note), recollectionOf: name };
  }
  if (answer.verdict !== 'context' || kind !== 'event') return null;
  return { ...asIs, text: join(text, `${name}, from memory: ${answer.text}`) };
}

function toRole({ roles }: Participant): string {
  const [role] = roles;
  return role === undefined ? 'a responder' : `the ${role.toLowerCase()}`;
}

function join(text: string, line: string): string {
  return text.trim() === '' ? line : `${text.trimEnd()}\n\n${line}`;
}

/** An answer for the people who decide about it. */
export function presentChange(
  answer: AnswerRow,
  name: string,
  subject: Subject | undefined,
  proposal: Proposal | null,
): CalibrationChange {
  const { decision, decided_at: decidedAt, decided_by: decidedBy } = answer;
  const kind = answer.entry.split(':')[0];
  const made =
    answer.after_title === null
      ? null
      : { title: answer.after_title, text: answer.after_body ?? '' };
  return {
    id: answer.id,
    entry: answer.entry,
    kind: kind === 'finding' || kind === 'report' ? kind : 'event',
    label: answer.label,
    name: answer.verdict === 'name-off' && decision === 'applied' ? 'Someone' : name,
    verdict: answer.verdict,
    text: answer.text,
    answeredAt: answer.answered_at.toISOString(),
    before: { title: answer.title, text: answer.body },
    after: decision ? made : proposal && { title: proposal.title, text: proposal.text },
    isStale: subject?.seen !== answer.seen,
    decision:
      decision && decidedAt
        ? {
            decision,
            reason: answer.reason,
            by: decidedBy?.name ?? '',
            at: decidedAt.toISOString(),
          }
        : null,
  };
}
