import type { Candidate, EvidencePlace } from '@debrief/contract';
import { countText } from '../numbers.ts';

/** What the record and the directory say about someone who could investigate. */
export interface CandidateInput {
  /** Their person in the record; `isCertain` is false if only the name is the same. */
  wrote: { items: number; isCertain: boolean } | null;
  /** Changes that the timeline or a finding cites, and that they made. */
  changes: readonly { title: string; place: EvidencePlace }[];
  reacted: number;
  called: EvidencePlace | null;
  mentions: number;
  /** A team of theirs that took part, or that the incident names. */
  team: string | null;
  /** People who took part and whose manager they are. */
  reports: readonly string[];
}

const list = new Intl.ListFormat('en');

/**
 * How close someone is to an incident, with each reason. Howie: an investigator has not been part of
 * the response and has no authority over participants; Etsy: not even on the periphery.
 */
export function judgeIndependence(
  input: CandidateInput,
): Pick<Candidate, 'independence' | 'reasons'> {
  const involved: Candidate['reasons'] = [];
  const adjacent: Candidate['reasons'] = [];
  const say = (text: string, evidence: EvidencePlace | null = null) => ({ text, evidence });
  if (input.wrote && input.wrote.items > 0)
    involved.push(
      say(
        input.wrote.isCertain
          ? `Wrote ${countText(input.wrote.items, 'item')} of the record`
          : `Someone with the same name wrote ${countText(input.wrote.items, 'item')} of the record`,
      ),
    );
  for (const { title, place } of input.changes)
    involved.push(say(`Made a change that is cited: ${title}`, place));
  if (input.called) adjacent.push(say('Was called in', input.called));
  if (input.reacted > 0)
    adjacent.push(say(`Reacted to ${countText(input.reacted, 'item')} of the record`));
  if (input.mentions > 0)
    adjacent.push(say(`Is mentioned in ${countText(input.mentions, 'item')} of the record`));
  if (input.team !== null) adjacent.push(say(`Is in a team that was involved: ${input.team}`));
  if (input.reports.length > 0)
    adjacent.push(say(`Is the manager of ${list.format(input.reports)}`));
  const independence =
    involved.length > 0 ? 'involved' : adjacent.length > 0 ? 'adjacent' : 'independent';
  return { independence, reasons: [...involved, ...adjacent] };
}

const closeness: readonly Candidate['independence'][] = ['independent', 'adjacent', 'involved'];

/** The most independent first, then those with the fewest reviews to do, then by name. */
export function sortCandidates(candidates: readonly Candidate[]): Candidate[] {
  return candidates.toSorted(
    (a, b) =>
      closeness.indexOf(a.independence) - closeness.indexOf(b.independence) ||
      a.doing - b.doing ||
      a.name.localeCompare(b.name, 'en'),
  );
}
