import type {
  EvidencePlace,
  Finding,
  ReviewDepth,
  ReviewFacts,
  ReviewRequest,
  ReviewTrigger,
  Severity,
  TriggerKind,
} from '@debrief/contract';
import { countText } from '../numbers.ts';

/** What the record and the incidents say about an incident, as the triggers need it. */
export interface TriggerInput {
  severity: Severity | null;
  mode: string;
  requests: readonly ReviewRequest[];
  /** Teams of the people who wrote, and those that the incident names. */
  teams: readonly string[];
  /** Its services that no earlier incident names; null with too few incidents to say so. */
  newServices: { names: readonly string[]; earlier: number } | null;
  /** Earlier incidents that look like it, with what they share. */
  similar: readonly { ref: string; title: string; shared: string }[];
  /** When it was detected, and the first alert of its record. */
  detectedAt: string | null;
  firstAlert: EvidencePlace | null;
  /** What the event of its detection cites; null without such an event or a citation. */
  detection: { hasAlert: boolean; evidence: readonly EvidencePlace[] } | null;
  findings: readonly Finding[];
  /** People who were called in and have no shift in an on-call schedule that the record has. */
  offCall: readonly { name: string; place: EvidencePlace }[];
  /** How many people wrote at night in their time zone, of those with a known one. */
  nights: { people: number; known: number };
}

const mostTeams = 2;
const severest = 2;
const fewestRuledOut = 2;
const fewestQuestions = 3;
/** An alert that comes this long after detection did not detect it. */
const alertDelayMs = 60_000;

const list = new Intl.ListFormat('en');

export function severityNumber(severity: Severity | null): number {
  return severity === null ? 0 : Number(severity.slice('SEV-'.length));
}

/**
 * Reasons to be curious about an incident, in a fixed order; never a score. Sources: Howie, App. C;
 * SRE book, ch. 15; PagerDuty, on-call review.
 */
export function findTriggers(input: TriggerInput): ReviewTrigger[] {
  const severity = severityNumber(input.severity);
  const trigger = (
    kind: TriggerKind,
    text: string,
    shows: Partial<Pick<ReviewTrigger, 'evidence' | 'findingIds' | 'incidents'>> = {},
  ): ReviewTrigger => ({ kind, text, evidence: [], findingIds: [], incidents: [], ...shows });
  const found: ReviewTrigger[] = [];
  for (const { name, reason } of input.requests)
    found.push(trigger('requested', `${name} asked for it: ${reason}`));
  if (severity > 0 && severity <= severest)
    found.push(trigger('severity', `Its severity is ${input.severity}.`));
  if (input.mode === 'near-miss') found.push(trigger('near-miss', 'It was a near miss.'));
  if (input.teams.length > mostTeams)
    found.push(
      trigger('teams', `${input.teams.length} teams were involved: ${list.format(input.teams)}.`),
    );
  if (input.newServices && input.newServices.names.length > 0)
    found.push(
      trigger(
        'new-service',
        `None of the ${input.newServices.earlier} earlier incidents names ${list.format(input.newServices.names)}.`,
      ),
    );
  if (input.similar.length > 0)
    found.push(
      trigger(
        'repeat',
        `${countText(input.similar.length, 'earlier incident looks', 'earlier incidents look')} like it: ${input.similar
          .map(({ ref, shared }) => `${ref} (${shared})`)
          .join(', ')}.`,
        { incidents: input.similar.map(({ ref, title }) => ({ ref, title })) },
      ),
    );
  found.push(...findManual(input, trigger));
  found.push(...findConfusion(input.findings, trigger));
  for (const { name, place } of input.offCall)
    found.push(
      trigger('off-call', `${name} was called in and was not on call.`, {
        evidence: [place],
      }),
    );
  if (input.nights.people > 0)
    found.push(
      trigger(
        'night',
        `${input.nights.people} of ${countText(input.nights.known, 'person', 'people')} with a known time zone wrote at night.`,
      ),
    );
  return found;
}

type Make = (
  kind: TriggerKind,
  text: string,
  shows?: Partial<Pick<ReviewTrigger, 'evidence' | 'findingIds'>>,
) => ReviewTrigger;

function findManual(
  { detectedAt, firstAlert, detection }: TriggerInput,
  make: Make,
): ReviewTrigger[] {
  if (detectedAt === null) return [];
  // An alert of another day, or about something else, did not detect it.
  if (detection !== null)
    return detection.hasAlert
      ? []
      : [
          make('found-manually', 'The event of its detection cites no alert.', {
            evidence: [...detection.evidence],
          }),
        ];
  if (firstAlert === null)
    return [make('found-manually', 'It was detected, and the record contains no alert.')];
  if (Date.parse(firstAlert.at) <= Date.parse(detectedAt) + alertDelayMs) return [];
  return [
    make('found-manually', 'The first alert of the record is from after its detection.', {
      evidence: [firstAlert],
    }),
  ];
}

function findConfusion(findings: readonly Finding[], make: Make): ReviewTrigger[] {
  const ruledOut = findings.filter(
    (one) => one.type === 'hypothesis' && one.status === 'ruled-out',
  );
  const differing = findings.filter(({ type }) => type === 'contradiction');
  const open = findings.filter((one) => one.type === 'question' && one.answer.trim() === '');
  const parts = [
    ...(ruledOut.length >= fewestRuledOut
      ? [
          {
            text: countText(ruledOut.length, 'hypothesis', 'hypotheses') + ' ruled out',
            of: ruledOut,
          },
        ]
      : []),
    ...(differing.length > 0
      ? [
          {
            text: countText(differing.length, 'conflict of accounts', 'conflicts of accounts'),
            of: differing,
          },
        ]
      : []),
    ...(open.length >= fewestQuestions
      ? [{ text: countText(open.length, 'open question'), of: open }]
      : []),
  ];
  if (parts.length === 0) return [];
  return [
    make('confusion', `It was confusing: ${list.format(parts.map(({ text }) => text))}.`, {
      findingIds: parts.flatMap((part) => part.of.map(({ id }) => id)),
    }),
  ];
}

/** What policies can ask. */
export function toFacts(
  input: TriggerInput,
  triggers: readonly ReviewTrigger[],
  counts: Pick<ReviewFacts, 'people' | 'messages' | 'minutes' | 'services'>,
): ReviewFacts {
  return {
    severity: severityNumber(input.severity),
    mode: input.mode,
    teams: input.teams.length,
    requests: input.requests.length,
    ...counts,
    triggers: [...new Set(triggers.map(({ kind }) => kind))],
  };
}

const order: readonly ReviewDepth[] = ['none', 'note', 'light', 'full'];

/** The deepest depth that applies; null if none does. */
export function deepestDepth(depths: readonly ReviewDepth[]): ReviewDepth | null {
  return depths.toSorted((a, b) => order.indexOf(b) - order.indexOf(a))[0] ?? null;
}
