export interface DeskSearch {
  /** The item of the record to show highlighted, and the time at the top of the record. */
  item?: string;
  at?: string;
  stream?: string;
  kind?: string;
  author?: string;
  /** Of items in the record and on the timeline. */
  tag?: string;
  text?: string;
  bots?: string;
  threads?: string;
  view?: string;
  /** A second perspective, shown next to that of `view`. */
  compare?: string;
  /** How lanes are grouped: `perspective`, or else by type. */
  lanes?: string;
  type?: string;
  /** Which kinds of findings are shown among the events: `hypothesis,decision`, or `none`. */
  finding?: string;
  event?: string;
  edit?: string;
  step?: string;
  /** On a narrow screen: `timeline`, or else the record. */
  pane?: string;
}

const names = [
  'item',
  'at',
  'stream',
  'kind',
  'author',
  'tag',
  'text',
  'bots',
  'threads',
  'view',
  'compare',
  'lanes',
  'type',
  'finding',
  'event',
  'edit',
  'step',
  'pane',
] as const satisfies readonly (keyof DeskSearch)[];

export function deskSearch(raw: Record<string, unknown>): DeskSearch {
  const given = names.flatMap((name): [string, string][] => {
    const value = raw[name];
    return typeof value === 'string' && value !== '' ? [[name, value]] : [];
  });
  const search: DeskSearch = Object.fromEntries<string>(given);
  if (search.at !== undefined && Number.isNaN(Date.parse(search.at))) delete search.at;
  return search;
}

export type DeskPatch = { [Name in keyof DeskSearch]?: string | undefined };

export function patchSearch(search: DeskSearch, patch: DeskPatch): DeskSearch {
  return deskSearch({ ...search, ...patch });
}
