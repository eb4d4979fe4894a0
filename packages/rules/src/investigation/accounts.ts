import type { FindingState } from './state.ts';

/** The ids of the timeline events of a contradiction; empty for other findings. */
export function listAccountEvents({ content }: Pick<FindingState, 'content'>): string[] {
  return 'accounts' in content ? content.accounts.flatMap(({ eventId }) => eventId ?? []) : [];
}
