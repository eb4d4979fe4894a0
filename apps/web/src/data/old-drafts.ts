/** Places of drafts in earlier versions, as storage keys, and their places now. */
const places: readonly [old: RegExp, now: string][] = [
  [/:practice\.pack$/, ':stories.framework'],
  [/:practice\./, ':stories.'],
  [/:story\.([^.]+)\.probe\./, ':story.$1.follow-up-question.'],
  [/:unsaved\.inquiry\./, ':unsaved.investigation.'],
  [/:([^:.]+)\.entry\./, ':$1.finding.'],
  [/:scope\./, ':time-range.'],
];
/** Names in drafts of earlier versions, as JSON, and their names now. */
const names: readonly [old: RegExp, now: string][] = [
  [/(?<!\\)"probe":/g, '"followUpQuestion":'],
  [/"owner":"nobody"/g, '"owner":"none"'],
  [/"marker":/g, '"type":'],
  [/"verb":"promote"/g, '"verb":"add"'],
  [/"stopRule":/g, '"abortCriteria":'],
  [/"debt":/g, '"tradeOffs":'],
  [/"endState":/g, '"doneWhen":'],
  [/"declineReason":/g, '"wontDoReason":'],
  [/"(state|to)":"declined"/g, '"$1":"wont-do"'],
];

const replaceAll = (text: string, pairs: readonly [RegExp, string][]) =>
  pairs.reduce((rest, [old, now]) => rest.replace(old, now), text);

/** Moves each draft of an earlier version to its current place. */
export function upgradeDrafts(storage: Storage): void {
  for (const key of Object.keys(storage).filter((one) => one.startsWith('debrief.draft.'))) {
    const text = storage.getItem(key) ?? '';
    const [newKey, newText] = [replaceAll(key, places), replaceAll(text, names)];
    if (newKey === key && newText === text) continue;
    storage.removeItem(key);
    if (storage.getItem(newKey) === null) storage.setItem(newKey, newText);
  }
}
