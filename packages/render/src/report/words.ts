import type {
  CitedTarget,
  FrozenDuration,
  FrozenInvestigator,
  PublishedVersion,
  RedactionKind,
  Reversibility,
  VersionContent,
} from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { durationText, offsetText, timeWithZone } from '@debrief/rules/time';
import type { z } from 'zod';
import type { Quoted } from '@debrief/rules/citation';

type Duration = z.infer<typeof FrozenDuration>;

/** The duration, or why it is not known. */
export function durationStateText({ status, ms, precision }: Duration): string {
  if (status === 'value' && ms !== null) return durationText(ms, precision);
  return {
    value: 'not known',
    running: 'still running',
    missing: 'a milestone is missing',
    invalid: 'the milestones contradict each other',
  }[status];
}

export const reversibilityWords: Record<Reversibility, string> = {
  reversible: 'Could be undone',
  costly: 'Could be undone at a cost',
  irreversible: 'Could not be undone',
  unknown: 'Not known whether it could be undone',
};
export const targetWords: Record<CitedTarget['what'], string> = {
  evidence: 'Evidence',
  event: 'Timeline',
  hypothesis: 'Hypothesis',
  decision: 'Decision',
  question: 'Question',
  factor: 'Factor',
  impact: 'Impact',
  observation: 'Observation',
  contradiction: 'Conflicting accounts',
};
export const restrictedWords = 'Restricted evidence';
export const deletedWords = 'Deleted at its source after it was cited';

/** What a masked version hides; null for a complete one. */
export function maskText({
  masked,
  incident,
}: Pick<VersionContent, 'masked' | 'incident'>): string | null {
  if (!masked) return null;
  const hidden = [
    ...(masked.later > 0
      ? [`${countText(masked.later, 'sentence')} about what became known later`]
      : []),
    ...(masked.undated > 0
      ? [
          `${countText(masked.undated, 'sentence')} without a citation, which ${masked.undated === 1 ? 'has' : 'have'} no time`,
        ]
      : []),
  ];
  const at = timeWithZone(masked.at, incident.zone);
  return `Shows only what was known at ${at}.${hidden.length > 0 ? ` Hidden: ${hidden.join('; ')}.` : ''}`;
}

const closeness = {
  independent: 'not involved',
  adjacent: 'close to the incident',
  involved: 'involved in the incident',
} satisfies Record<FrozenInvestigator['independence'], string>;

/** Who investigated, and how close they were to the incident; null if no one is named. */
export function investigatorText({
  investigators = [],
}: Pick<VersionContent, 'investigators'>): string | null {
  if (investigators.length === 0) return null;
  const all = investigators.map(
    ({ name, independence, reasons }) =>
      `${name}, ${closeness[independence]}${reasons.length > 0 ? ` (${reasons.join('; ')})` : ''}`,
  );
  return `Investigated by ${all.join('; ')}.`;
}

/** Replaces words that were removed from the record. */
export function redactedWords(kind: RedactionKind): string {
  if (kind === 'removed') return 'Removed evidence';
  return kind === 'other'
    ? 'Redacted evidence'
    : `Redacted evidence (${kind.replaceAll('-', ' ')})`;
}

/** `first-responder` as display text. */
export function plain(name: string): string {
  const words = name.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The origin of a quote: author, source, time and zone. */
export function formatOrigin(
  source: Exclude<Quoted, { state: 'restricted' }>,
  zone: string,
): string {
  const at = timeWithZone(source.at, zone, source.precision ?? 'minute');
  const written = source.zoneOffset === null ? '' : `, written in ${offsetText(source.zoneOffset)}`;
  return [source.authorName, source.streamName, `${at}${written}`]
    .filter((part) => part !== null && part !== '')
    .join(' · ');
}

/** Who published it, as the rest of a sentence; empty for the command line, which is no person. */
export function publisherText({ publishedBy }: Pick<PublishedVersion, 'publishedBy'>): string {
  return publishedBy.type === 'operator' ? '' : `, published by ${publishedBy.name}`;
}
