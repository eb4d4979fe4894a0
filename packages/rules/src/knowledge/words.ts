import type { KnowledgeState, TechnologyKnowledge } from '@debrief/contract';
import { countText, percentText } from '../numbers.ts';
import { islandRules } from './islands.ts';

export const knowledgeLabels: Record<KnowledgeState, string> = {
  one: 'One person',
  unclear: "Can't tell",
  several: 'Several people',
  few: 'Too few incidents',
};

type Known = Omit<TechnologyKnowledge, 'own' | 'serviceId'>;

/** What the incidents say about who knows a technology, in sentences. */
export function describeKnowledge(known: Known, hasSchedules: boolean): string[] {
  const { name, state, incidents, resolved, people, hasLeft } = known;
  const share = countText(resolved, 'incident');
  switch (state) {
    case 'few':
      return [
        `Debrief needs ${islandRules.fewestIncidents} incidents whose confirmed hypotheses or repairs cite what people wrote. ${resolved} of ${countText(incidents, 'incident')} of the last 12 months do.`,
      ];
    case 'several':
      return [
        `${people === 2 ? 'Two people were' : `At most ${people ?? 0} people were`} involved in ${percentText(islandRules.share)} of ${share}.`,
      ];
    case 'one':
      return [
        `${name} depends on one person: in most of ${share}, the same person was the only one to confirm the mechanism or to fix it, more often than their shifts explain.`,
        ...(hasLeft ? ['That person has left.'] : []),
        ...describeExposure(known, hasSchedules),
      ];
    case 'unclear':
      return [
        `One person was involved in ${percentText(islandRules.share)} of ${share} or more. Their shifts, or chance, can explain it.`,
        ...(known.isOnShiftOnly
          ? [
              "Almost all of them were during the shifts of the people involved, so they can't show who else could have fixed it. If the same person is always on call for it, it depends on them.",
            ]
          : []),
        ...describeExposure(known, hasSchedules),
      ];
  }
}

function describeExposure({ uncovered, resolved }: Known, hasSchedules: boolean): string[] {
  if (!hasSchedules)
    return ['There is no on-call schedule, so who was on call is unknown and more is required.'];
  return uncovered === 0
    ? []
    : [
        `No on-call schedule covers ${uncovered} of ${resolved} of them for the people involved, so more is required.`,
      ];
}

/** What the incidents say about the reader, for the reader. */
export function describeOwn({
  involved,
  alone,
  aloneOffCall,
  offCall,
  interval: [low, high],
  isOne,
}: NonNullable<TechnologyKnowledge['own']>): string {
  const share =
    offCall === 0
      ? ''
      : ` Outside of your shifts: ${aloneOffCall} of ${offCall} (95 % interval ${percentText(low)} to ${percentText(high)}).`;
  return `${isOne ? 'That person is you. ' : ''}You were involved in ${countText(involved, 'incident')}, and the only one to confirm the mechanism or to fix it in ${alone}.${share}`;
}

/** Follow-ups by which more people learn a technology. */
export const knowledgeRemedies = [
  {
    label: 'Plan pairing',
    text: (name: string) =>
      `Pair on the next change or repair of ${name}: someone who is new to it does it, with the person who knows it`,
    doneWhen: (name: string) => `Someone else has repaired or changed ${name} without help`,
  },
  {
    label: 'Plan an exercise',
    text: (name: string) =>
      `Run an exercise from an incident of ${name}, without the person who knows it`,
    doneWhen: () => 'The group found and fixed the problem, and listed what it did not know',
  },
] as const;
