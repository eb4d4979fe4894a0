import type { StoryCitation } from '@debrief/contract';

/** The path of what a citation shows; null if it shows nothing. */
export function toCitedPath({
  state,
  incident,
  target,
  targetId,
}: Pick<StoryCitation, 'state' | 'incident' | 'target' | 'targetId'>): string | null {
  if (state !== 'visible' || incident === null) return null;
  const page = `/incidents/${incident}`;
  const paths: Record<StoryCitation['target'], string> = {
    evidence: `${page}?item=${targetId}`,
    event: `${page}?event=${targetId}`,
    finding: `${page}/investigation?finding=${targetId}`,
    'follow-up': `${page}/follow-ups`,
    milestone: page,
  };
  return paths[target];
}
