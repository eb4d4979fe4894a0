import type { RedactionKind } from '@debrief/contract';

const words: Record<RedactionKind, string> = {
  secret: 'a secret',
  'personal-data': 'personal data',
  customer: 'customer data',
  legal: 'legal reasons',
  other: 'another reason',
  removed: 'removed for a legal reason',
};

/** Why words were redacted, within a sentence; a kind from another version is shown as it is. */
export function redactionWords(kind: string): string {
  return new Map<string, string>(Object.entries(words)).get(kind) ?? kind;
}
