import {
  WebLink,
  type ChangeFollowUp,
  type FollowUp,
  type FollowUpIntent,
} from '@debrief/contract';
import { readDay } from '@debrief/rules/time';
import type { FieldSet } from '../../data/merge-versions.ts';

/**
 * A follow-up as typed. `owner` is `none`, `person`, `team` or `account:<id>`; a name goes with
 * person and team.
 */
export interface FollowUpForm {
  text: string;
  intent: FollowUpIntent;
  owner: string;
  ownerName: string;
  doneWhen: string;
  dueOn: string;
  trackerUrl: string;
  originId: string;
  meant: string[];
}

export const blankForm: FollowUpForm = {
  text: '',
  intent: 'prevent',
  owner: 'none',
  ownerName: '',
  doneWhen: '',
  dueOn: '',
  trackerUrl: '',
  originId: '',
  meant: [],
};

export function toForm(one: FollowUp): FollowUpForm {
  const { owner } = one;
  return {
    text: one.text,
    intent: one.intent,
    owner:
      owner === null
        ? 'none'
        : owner.type === 'account'
          ? `account:${owner.accountId}`
          : owner.type,
    ownerName: owner === null || owner.type === 'account' ? '' : owner.name,
    doneWhen: one.doneWhen,
    dueOn: one.dueOn ?? '',
    trackerUrl: one.trackerUrl ?? '',
    originId: one.origin?.findingId ?? '',
    meant: one.meant,
  };
}

export function hasOwner(form: FollowUpForm): boolean {
  return (
    form.owner.startsWith('account:') || (form.owner !== 'none' && form.ownerName.trim() !== '')
  );
}

type Given = {
  [Name in Exclude<keyof ChangeFollowUp, 'id' | 'version'>]-?: Exclude<
    ChangeFollowUp[Name],
    undefined
  >;
};
export type FieldName = keyof Given;
export const fieldNames = [
  'text',
  'intent',
  'owner',
  'doneWhen',
  'dueOn',
  'trackerUrl',
  'originId',
  'meant',
] as const satisfies FieldName[];

export function toInput(form: FollowUpForm): Given {
  return {
    text: form.text.trim(),
    intent: form.intent,
    owner: ownerIn(form),
    doneWhen: form.doneWhen.trim(),
    dueOn: form.dueOn === '' ? null : form.dueOn,
    trackerUrl: form.trackerUrl.trim() === '' ? null : form.trackerUrl.trim(),
    originId: form.originId === '' ? null : form.originId,
    meant: form.meant,
  };
}

function ownerIn({ owner, ownerName }: FollowUpForm): Given['owner'] {
  if (owner.startsWith('account:'))
    return { type: 'account', accountId: owner.slice('account:'.length) };
  const name = ownerName.trim();
  if (name === '' || owner === 'none') return null;
  return owner === 'team' ? { type: 'team', name } : { type: 'person', name };
}

export const followUpFields: FieldSet<FollowUpForm, FieldName> = {
  names: fieldNames,
  same: (name, a, b) => JSON.stringify(toInput(a)[name]) === JSON.stringify(toInput(b)[name]),
  along: { owner: ['ownerName'] },
};

/** Only these fields, for a change that keeps the others as they are now. */
export function pickFields(form: FollowUpForm, names: readonly FieldName[]): Partial<Given> {
  const given = toInput(form);
  return Object.fromEntries(names.map((name) => [name, given[name]]));
}

export function validateForm(form: FollowUpForm): Partial<Record<FieldName, string>> {
  const link = form.trackerUrl.trim();
  return {
    ...(form.text.trim() === '' ? { text: 'Describe the action' } : {}),
    ...(form.dueOn === '' || readDay(form.dueOn) !== null
      ? {}
      : { dueOn: 'Enter a date as 6 Dec 2022' }),
    ...(link === '' || WebLink.safeParse(link).success
      ? {}
      : { trackerUrl: 'Link to a page: https://…' }),
  };
}
