import type { InterviewReason, Participant, PersonInvolvement, Profile } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';

const dayMs = 86_400_000;
/** Half a year. */
const newDays = 182;

/** The reasons in how a person came in, their roles, and the directory. */
export function describePerson(
  person: Participant,
  profile: Profile | undefined,
  involved: PersonInvolvement | undefined,
): InterviewReason[] {
  return [
    ...describeCall(involved),
    ...person.roles.flatMap(describeRole),
    ...describeTenure(person, profile),
  ];
}

function describeCall(involved: PersonInvolvement | undefined): InterviewReason[] {
  if (!involved?.called) return [];
  const { evidenceId, itemId, at } = involved.called;
  const isOffCall = involved.presence === 'off-call';
  return [
    {
      kind: isOffCall ? 'off-call' : 'called',
      text: isOffCall ? 'Was called in while off call' : 'Was called in',
      evidence: [{ evidenceId, itemId, at }],
    },
  ];
}

const roleKinds: readonly [InterviewReason['kind'], RegExp][] = [
  ['liaison', /liaison|communicat|customer|support|stakeholder|press|public affairs|capcom/iu],
  ['lead', /commander|\blead\b|manager|director|\bchief\b|head of/iu],
  ['owner', /owner/iu],
  ['expert', /expert|\bsme\b|specialist/iu],
];

function describeRole(role: string): InterviewReason[] {
  const kind = roleKinds.find(([, pattern]) => pattern.test(role))?.[0];
  return kind ? [{ kind, text: `Had the role: ${role}`, evidence: [] }] : [];
}

function describeTenure(person: Participant, profile: Profile | undefined): InterviewReason[] {
  const startedOn = profile?.startedOn;
  if (!startedOn || person.firstAt === null) return [];
  const days = Math.floor((Date.parse(person.firstAt) - Date.parse(startedOn)) / dayMs);
  if (days < 0 || days > newDays) return [];
  const tenure = days < 14 ? countText(days, 'day') : countText(Math.floor(days / 7), 'week');
  return [{ kind: 'newcomer', text: `Had been here for ${tenure}`, evidence: [] }];
}
