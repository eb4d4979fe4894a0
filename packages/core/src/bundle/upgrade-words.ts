/** Words of version 1 and their names now, by field name. */
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

/** Field names of version 1 and their names now. */
const fieldNames: Record<string, string> = {
  marker: 'type',
  stopRule: 'abortCriteria',
  debt: 'tradeOffs',
  endState: 'doneWhen',
  declineReason: 'wontDoReason',
};

/** Converts a part of a version 1 line to the words of this version. */
export function upgradeWords(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(upgradeWords);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([name, inner]): [string, unknown] => [
    fieldNames[name] ?? name,
    typeof inner === 'string' ? (words[name]?.[inner] ?? inner) : upgradeWords(inner),
  ]);
  return Object.fromEntries(fields);
}
