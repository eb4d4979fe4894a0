import type {
  AlertProof,
  CheckProof,
  RunbookLink,
  Safeguard,
  SafeguardProof,
  SafeguardRun,
  SafeguardState,
} from '@debrief/contract';
import type { CitationRow } from '../citation.ts';
import { describeCheckRun } from './checks.ts';

type Definition = Pick<
  Safeguard,
  | 'name'
  | 'alert'
  | 'rules'
  | 'checks'
  | 'routing'
  | 'silences'
  | 'intervalMs'
  | 'incidentSeries'
  | 'healthySeries'
  | 'incidentWindow'
  | 'healthyWindow'
  | 'followUpId'
>;

/** A safeguard as stored in its table and in activity; it has no citations. */
export interface KeptSafeguard extends Definition {
  id: string;
  proof: SafeguardProof | null;
  citations: CitationRow[];
  isRemoved: boolean;
  version: number;
}

export function newSafeguard(id: string, definition: Definition): KeptSafeguard {
  return { id, ...definition, proof: null, citations: [], isRemoved: false, version: 1 };
}

/** A change of anything that was proven removes the proof. The name and the follow-up were not. */
export function changeSafeguard(
  kept: KeptSafeguard,
  change: { [Name in keyof Definition]?: Definition[Name] | undefined },
): KeptSafeguard {
  const next: KeptSafeguard = { ...kept };
  for (const [name, value] of Object.entries(change))
    if (value !== undefined) Object.assign(next, { [name]: value });
  return isSameProofInput(kept, next) ? next : { ...next, proof: null };
}

function isSameProofInput(one: KeptSafeguard, other: KeptSafeguard): boolean {
  const input = ({ alert, rules, checks, routing, silences, intervalMs, ...rest }: KeptSafeguard) =>
    JSON.stringify([
      alert,
      rules,
      checks,
      routing,
      silences,
      intervalMs,
      rest.incidentSeries,
      rest.healthySeries,
      rest.incidentWindow && [rest.incidentWindow.from, rest.incidentWindow.until],
      rest.healthyWindow && [rest.healthyWindow.from, rest.healthyWindow.until],
    ]);
  return input(one) === input(other);
}

/** Since when a proof arms it, also if the proof is old by now. Null: it does not. */
export function readArmedAt(proof: SafeguardProof | null): string | null {
  if (!proof) return null;
  const { state } = proof.kind === 'checks' ? judgeChecks(proof) : judgeAlert(proof);
  return state === 'armed' ? (proof.since ?? proof.at) : null;
}

/** A new proof of the same definition keeps since when it is armed. */
export function keepArmedAt<Proof extends SafeguardProof>(
  before: SafeguardProof | null,
  proof: Proof,
): Proof {
  const since = readArmedAt(before);
  return since === null ? proof : { ...proof, since };
}

const staleMs = 90 * 86_400_000;

interface Judged {
  state: SafeguardState;
  why: string;
}

/** The state of a safeguard and why: it is armed only with a proof. */
export function judgeSafeguard(proof: SafeguardProof | null, now: Date): Judged {
  if (!proof) return { state: 'draft', why: 'Not proven since its last change.' };
  const judged = proof.kind === 'checks' ? judgeChecks(proof) : judgeAlert(proof);
  if (judged.state !== 'armed' || now.getTime() - Date.parse(proof.at) <= staleMs) return judged;
  return { state: 'stale', why: 'Its proof is more than 90 days old.' };
}

function judgeChecks({ incident, healthy }: CheckProof): Judged {
  if (incident.verdict !== 'halted')
    return { state: 'unproven', why: `On the incident's files: ${describeCheckRun(incident)}` };
  switch (healthy.verdict) {
    case 'halted':
      return { state: 'noisy', why: 'It also halts on the files of the healthy window.' };
    case 'skipped':
    case 'error':
      return { state: 'unproven', why: `On the healthy files: ${describeCheckRun(healthy)}` };
    case 'passed':
    case 'warned':
      return {
        state: 'armed',
        why: "It halts on the incident's files and passes those of the healthy window.",
      };
  }
}

function judgeAlert({ incident, healthy, runbooks = [] }: AlertProof): Judged {
  const sent = incident.firings.some(
    ({ firingMs, mutedBy }) => firingMs !== null && mutedBy === '',
  );
  if (incident.verdict !== 'fires')
    return { state: 'unproven', why: `On the incident: ${describeRun(incident)}` };
  if (!sent)
    return {
      state: 'unproven',
      why: `It fires on the incident, and no one gets it: ${incident.firings[0]?.mutedBy ?? 'muted'}.`,
    };
  if (healthy.verdict === 'fires')
    return { state: 'noisy', why: 'It also fires in the healthy window.' };
  if (healthy.verdict !== 'silent' && healthy.verdict !== 'pending')
    return { state: 'unproven', why: `In the healthy window: ${describeRun(healthy)}` };
  if (healthy.series === 0)
    return { state: 'unproven', why: 'The healthy window has no series: silence proves nothing.' };
  const dead = runbooks.find(({ state }) => state === 'broken');
  if (dead) return { state: 'unproven', why: describeRunbook(dead) };
  return { state: 'armed', why: 'It fires on the incident and is silent in the healthy window.' };
}

/** Whether the page can be opened, as a sentence. */
export function describeRunbook({ url, state, problem }: RunbookLink): string {
  const reason = problem ?? '';
  switch (state) {
    case 'works':
      return `The runbook ${url} can be opened.`;
    case 'broken':
      return `The runbook ${url} is a dead link: ${reason}`;
    case 'unknown':
      return `The runbook ${url} is not checked: ${reason}`;
  }
}

/** One run as a sentence. */
export function describeRun({ verdict, why, missing }: SafeguardRun): string {
  switch (verdict) {
    case 'fires':
      return 'it fires.';
    case 'pending':
      return 'it was pending, and its condition ended before it fired.';
    case 'silent':
      return 'its condition was never true.';
    case 'no-series':
      return `no series matches ${missing.join(', ')}, so it can't fire.`;
    case 'unsupported':
      return `not supported: ${why}.`;
    case 'error':
      return `it can't be evaluated: ${why}.`;
  }
}
