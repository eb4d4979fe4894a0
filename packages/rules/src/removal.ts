import type { Evidence } from '@debrief/contract';

/** Whether the item was removed for a legal reason: only its place is left. */
export function isRemoved({ redactions }: Pick<Evidence, 'redactions'>): boolean {
  return redactions.at(-1)?.kind === 'removed';
}
