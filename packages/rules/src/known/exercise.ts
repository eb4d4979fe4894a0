import type { Decision, Finding, TimelineEvent } from '@debrief/contract';
import { maskEvent, maskFinding } from './mask.ts';

/** A moment of an exercise: what was known, and what the responders then decided. */
export interface ExerciseStop {
  /** One millisecond before the decisions; null after the last ones. */
  atMs: number | null;
  /** What became known since the stop before, in the order in which it happened. */
  news: TimelineEvent[];
  /** Without what only the end of the incident showed. */
  decisions: Decision[];
}

/**
 * The decisions of an incident as stops of an exercise, and a last one with what happened after
 * them. Decisions of the same time are one stop. None without decisions.
 */
export function listExerciseStops(
  findings: readonly Finding[],
  events: readonly TimelineEvent[],
): ExerciseStop[] {
  const decisions = findings.filter((finding) => finding.type === 'decision');
  const times = [...new Set(decisions.map(({ knownSince }) => Date.parse(knownSince.at)))].toSorted(
    (a, b) => a - b,
  );
  if (times.length === 0) return [];
  return [...times, Infinity].map((time, index) => ({
    atMs: time === Infinity ? null : time - 1,
    news: listNews(events, times[index - 1] ?? -Infinity, time),
    decisions: decisions.flatMap((decision) =>
      Date.parse(decision.knownSince.at) === time ? (maskFinding(decision, time) ?? []) : [],
    ),
  }));
}

/** As they were known just before `until`, without those known before `from`. */
function listNews(events: readonly TimelineEvent[], from: number, until: number): TimelineEvent[] {
  return events
    .flatMap((event) =>
      Date.parse(event.knownSince.at) < from ? [] : (maskEvent(event, until - 1) ?? []),
    )
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
