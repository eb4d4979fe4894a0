import type { Import } from '@debrief/contract';

/** The hash of the imported file; null for an import from a bundle, which contains no file. */
export function describeHash({ contentHash }: Pick<Import, 'contentHash'>): string | null {
  return contentHash === '' ? null : `SHA-256 ${contentHash}`;
}
