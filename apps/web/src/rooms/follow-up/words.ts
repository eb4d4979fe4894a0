import type {
  FollowUp,
  FollowUpIntent,
  FollowUpState,
  IncidentFollowUpOrder,
} from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { timeText } from '@debrief/rules/time';

export const intentWords: Record<FollowUpIntent, { label: string; hint: string }> = {
  recover: { label: 'Recover', hint: 'Brings back what was lost' },
  prevent: { label: 'Prevent', hint: 'Keeps it from happening this way again' },
  detect: { label: 'Detect', hint: 'Shows it sooner' },
  mitigate: { label: 'Mitigate', hint: 'Keeps it smaller or shorter' },
  learn: { label: 'Learn', hint: 'Answers a question, or lets others know' },
};

export const stateWords: Record<
  FollowUpState,
  { label: string; tone: 'plain' | 'accent' | 'good' | 'warn'; hint: string }
> = {
  open: { label: 'Open', tone: 'warn', hint: 'Not started' },
  'in-progress': { label: 'In progress', tone: 'accent', hint: 'Someone is working on it' },
  done: { label: 'Done', tone: 'plain', hint: 'Done, not yet verified' },
  verified: { label: 'Verified', tone: 'good', hint: 'Evidence shows that it works' },
  'wont-do': { label: "Won't do", tone: 'plain', hint: 'Decided against, with a reason' },
};

export const statusChoiceWords: Record<FollowUpState, string> = {
  open: 'Open',
  'in-progress': 'In progress',
  done: 'Done',
  verified: 'Verified: it works',
  'wont-do': "Won't do",
};

export const orderWords: Record<IncidentFollowUpOrder, string> = {
  age: 'Oldest first',
  '-age': 'Newest first',
  due: 'Due first',
  '-due': 'Due last',
  owner: 'Owner, A to Z',
  '-owner': 'Owner, Z to A',
  intent: 'Type, A to Z',
  '-intent': 'Type, Z to A',
  text: 'Text, A to Z',
  '-text': 'Text, Z to A',
};

const dayMs = 86_400_000;

export function ageText(
  one: Pick<FollowUp, 'state' | 'stateAt' | 'createdAt'>,
  { nowMs, zone }: { nowMs: number; zone: string },
): string {
  if (one.state === 'open' || one.state === 'in-progress') {
    const days = Math.floor((nowMs - Date.parse(one.createdAt)) / dayMs);
    return days < 1 ? 'new today' : `${countText(days, 'day')} old`;
  }
  return `${stateWords[one.state].label.toLowerCase()} ${timeText(one.stateAt, zone, 'day')}`;
}

/** `overdue 3 days`: days end in UTC. */
export function overdueText(dueOn: string, nowMs: number): string {
  return `overdue ${countText(Math.floor((nowMs - Date.parse(dueOn)) / dayMs), 'day')}`;
}

export function ownerText(owner: FollowUp['owner']): string {
  if (owner === null) return 'unassigned';
  return owner.type === 'team' ? `team ${owner.name}` : owner.name;
}
