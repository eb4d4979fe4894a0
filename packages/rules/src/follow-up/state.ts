import {
  followUpTransitions,
  type AddFollowUp,
  type ChangeFollowUp,
  type FollowUp,
  type FollowUpOwner,
  type RecurrenceAnswer,
  type FollowUpState,
  type ChangeFollowUpStatus,
  type ActivityKind,
  DomainError,
} from '@debrief/contract';
import type { z } from 'zod';
import type { CitationRow } from '../citation.ts';

/**
 * A follow-up as stored in its table and in activity; the citations are those of its verification.
 */
export interface KeptFollowUp extends Pick<
  FollowUp,
  | 'id'
  | 'text'
  | 'intent'
  | 'owner'
  | 'doneWhen'
  | 'dueOn'
  | 'trackerUrl'
  | 'state'
  | 'stateAt'
  | 'verification'
  | 'wontDoReason'
  | 'meant'
  | 'recurrences'
  | 'version'
> {
  originId: string | null;
  citations: CitationRow[];
  isRemoved: boolean;
}

const names: Record<FollowUpState, string> = {
  open: 'open',
  'in-progress': 'in progress',
  done: 'done',
  verified: 'verified',
  'wont-do': "won't do",
};

/** The verb looks up owners, because an account comes with its name. */
export function buildFollowUp(
  input: Omit<z.output<typeof AddFollowUp>, 'owner'>,
  made: { id: string; owner: FollowUpOwner | null; now: Date },
): KeptFollowUp {
  return {
    id: made.id,
    text: input.text,
    intent: input.intent,
    originId: input.originId ?? null,
    owner: made.owner,
    doneWhen: input.doneWhen ?? '',
    dueOn: input.dueOn ?? null,
    trackerUrl: input.trackerUrl ?? null,
    state: 'open',
    stateAt: made.now.toISOString(),
    verification: '',
    wontDoReason: '',
    meant: input.meant ?? [],
    recurrences: null,
    citations: [],
    isRemoved: false,
    version: 1,
  };
}

/** Applies the given fields. `owner` undefined does not change it. */
export function applyFollowUpChange(
  found: KeptFollowUp,
  input: Omit<z.output<typeof ChangeFollowUp>, 'owner'>,
  owner: FollowUpOwner | null | undefined,
): KeptFollowUp {
  return {
    ...found,
    text: input.text ?? found.text,
    intent: input.intent ?? found.intent,
    originId: input.originId === undefined ? found.originId : input.originId,
    owner: owner === undefined ? found.owner : owner,
    doneWhen: input.doneWhen ?? found.doneWhen,
    dueOn: input.dueOn === undefined ? found.dueOn : input.dueOn,
    trackerUrl: input.trackerUrl === undefined ? found.trackerUrl : input.trackerUrl,
    meant: input.meant ?? found.meant,
  };
}

/**
 * Changes the status of a follow-up. Verified needs a verification, "won't do" needs a reason; both
 * are cleared when the status changes (history keeps them). Errors: `invalid` for an impossible
 * transition, an empty verification, or a missing reason.
 */
export function applyFollowUpStatus(
  found: KeptFollowUp,
  input: z.output<typeof ChangeFollowUpStatus>,
  citations: CitationRow[] | null,
  now: Date,
): KeptFollowUp {
  const { to } = input;
  if (!followUpTransitions[found.state].includes(to))
    throw invalidField(
      'to',
      found.state === to
        ? `This follow-up is already ${names[to]}.`
        : `A follow-up can't go from ${names[found.state]} to ${names[to]}. It can become ${joinStates(followUpTransitions[found.state].filter((one) => one !== found.state))}.`,
    );
  if (to !== 'verified' && ((input.verification ?? '') !== '' || (citations?.length ?? 0) > 0))
    throw invalidField(
      'verification',
      `Only a verified follow-up has a verification, and this one would be ${names[to]}.`,
    );
  if (to !== 'wont-do' && (input.reason ?? '') !== '')
    throw invalidField(
      'reason',
      `Only a follow-up that won't be done has a reason, and this one would be ${names[to]}.`,
    );
  const verification = to === 'verified' ? (input.verification ?? found.verification) : '';
  const wontDoReason = to === 'wont-do' ? (input.reason ?? found.wontDoReason) : '';
  if (to === 'verified' && verification === '')
    throw invalidField(
      'verification',
      'Describe what shows that it works. You can also cite evidence.',
    );
  if (to === 'wont-do' && wontDoReason === '')
    throw invalidField('reason', 'Give a reason for not doing it.');
  return {
    ...found,
    state: to,
    stateAt: found.state === to ? found.stateAt : now.toISOString(),
    verification,
    wontDoReason,
    citations: to === 'verified' ? (citations ?? found.citations) : [],
  };
}

/**
 * Keeps what someone said about alerts that fired after it was done; if it came back, work on it
 * starts again. Errors: `invalid` if it is not done.
 */
export function applyRecurrenceAnswer(found: KeptFollowUp, answer: RecurrenceAnswer): KeptFollowUp {
  if (found.state !== 'done' && found.state !== 'verified')
    throw invalidField('id', `This follow-up is ${names[found.state]}: no one has to be asked.`);
  const kept = { ...found, recurrences: [...(found.recurrences ?? []), answer] };
  if (!answer.cameBack) return kept;
  const reopened = { state: 'in-progress', stateAt: answer.at, verification: '' } as const;
  return { ...kept, ...reopened, citations: [] };
}

/** The activity kind of a status change. */
export function findStatusActivity(from: FollowUpState, to: FollowUpState): ActivityKind {
  if (from === to) return 'follow-up.changed';
  if (to === 'open') return from === 'in-progress' ? 'follow-up.put-back' : 'follow-up.reopened';
  if (to === 'in-progress') return from === 'open' ? 'follow-up.started' : 'follow-up.reopened';
  return `follow-up.${to}`;
}

function joinStates(states: FollowUpState[]): string {
  const words = states.map((state) => names[state]);
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function invalidField(at: string, message: string): DomainError {
  return new DomainError('invalid', message, { issues: [{ at, message }] });
}
