/** Words of version 1 and what they are called now, by the name of the field. */
const words: Record<string, Record<string, string>> = {
  kind: {
    'inquiry.undone': 'investigation.undone',
    'event.promoted': 'event.added',
    'factor.why-chain-built': 'factor.five-whys-added',
    'follow-up.declined': 'follow-up.wont-do',
  },
  target: { entry: 'finding' },
  state: { declined: 'wont-do' },
  status: { learning: 'in-review' },
};

/** Fields of version 1 and what they are called now. */
const fieldNames: Record<string, string> = {
  marker: 'type',
  stopRule: 'abortCriteria',
  debt: 'tradeOffs',
  endState: 'doneWhen',
  declineReason: 'wontDoReason',
};

/** A part of a line of version 1 in the words of this one. */
export function upgradeWords(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(upgradeWords);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([name, inner]): [string, unknown] => [
    fieldNames[name] ?? name,
    typeof inner === 'string' ? (words[name]?.[inner] ?? inner) : upgradeWords(inner),
  ]);
  return Object.fromEntries(fields);
}
