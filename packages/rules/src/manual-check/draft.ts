/** The kinds of data checks that take the place of a look by hand, with words that mean each. */
const kinds = {
  reconciliation:
    /reconcil|source and target|same (?:in|as)|compare.* with|match(?:es)? .*(?:source|ledger|warehouse)/i,
  freshness: /fresh|up to date|late|age|arriv|recent|stale|delay/i,
  duplicateValues: /duplicat|unique|twice/i,
  nullValues: /null|missing|empty|blank|complete/i,
  schema: /schema|column|type/i,
  rowCount: /count|volume|how many|number of (?:rows|records)|rows/i,
  invalidValues: /valid|range|allowed|known|format|pattern|negative|between/i,
  expression: /./s,
} as const;
export type DraftKind = keyof typeof kinds;
export const draftKinds = Object.keys(kinds) as DraftKind[];

/** The kind that a description means. */
export function guessDraftKind(text: string): DraftKind {
  return draftKinds.find((kind) => kinds[kind].test(text)) ?? 'expression';
}

const bodies: Readonly<Record<DraftKind, string>> = {
  reconciliation: `keys: [order_id]
    stages:
      - { name: source, target: { path: source.csv }, partition: created_at }
      - { name: target, target: { path: target.csv }, partition: created_at, expectedLoss: 0 }`,
  freshness: `property: updated_at
    unit: hours
    warn: { mustBeLessThan: 24 }
    halt: { mustBeLessThan: 48 }`,
  duplicateValues: `property: order_id`,
  nullValues: `property: user_id
    warn: { percent: { mustBe: 0 } }
    halt: { percent: { mustBeLessOrEqualTo: 1 } }`,
  schema: `columns:
      - { name: order_id, logicalType: integer, required: true }
      - { name: created_at, logicalType: timestamp }`,
  rowCount: `halt: { mustBeBetween: [1000, 5000] }`,
  invalidValues: `property: status
    valid: { values: [new, paid, sent] }`,
  expression: `condition: amount >= 0`,
};

/** Data checks to start from: names of files and columns are examples. */
export function draftChecks(
  { name, looksAt }: { name: string; looksAt: string },
  kind: DraftKind = guessDraftKind(`${name} ${looksAt}`),
): string {
  const id =
    name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-+|-+$/g, '')
      .slice(0, 60) || 'check';
  return `apiVersion: debrief/v1
kind: Safeguard
metadata: { id: ${id}, name: ${JSON.stringify(name)} }
target: { path: data.csv }
checks:
  - type: ${kind}
    ${bodies[kind]}
`;
}
