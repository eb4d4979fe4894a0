import { isObject, type JsonObject } from '../row.ts';
import { objectAt, objectsAt, textAt } from '../shapes/values.ts';
import { toAliases, type CatalogBuilder, type CatalogEntry } from './catalog-file.ts';

/** Whether a value is an OpenLineage event: of a run, a job or a dataset. */
export function isLineageEvent(value: JsonObject): boolean {
  return isObject(value['job']) || (isObject(value['dataset']) && 'eventTime' in value);
}

const noTime = new Date(0).toISOString();

/** Reads the job and datasets of an event; the newest event counts for what they say. */
export function readLineageEvent(file: CatalogBuilder, value: JsonObject, place: string): void {
  const at = readTime(file, textAt(value, 'eventTime'), place);
  if (isObject(value['dataset'])) readDataset(file, value['dataset'], { at, place });
  if (!isObject(value['job'])) return;
  const job = addEntry(file, value['job'], place);
  if (!job) return;
  const facets = objectAt(value['job'], 'facets');
  file.say(job, 'kind', 'job', at);
  readFacets(file, job, facets, at);
  for (const given of objectsAt(value, 'inputs')) {
    const dataset = readDataset(file, given, { at, place });
    if (dataset) file.link(dataset, job, 'feeds');
  }
  for (const given of objectsAt(value, 'outputs')) {
    const dataset = readDataset(file, given, { at, place });
    if (dataset) file.link(job, dataset, 'feeds');
  }
  if (isObject(objectAt(value, 'run.facets')['parent'])) file.leaveOut('parents of runs');
  if ('lineage' in facets) file.leaveOut('lineage facets of jobs');
}

/** A time without zone is in UTC. An event without a time counts least. */
function readTime(file: CatalogBuilder, written: string, place: string): string {
  const hasZone = /([zZ]|[+-]\d\d:?\d\d)$/.test(written);
  const time = new Date(hasZone ? written : `${written}Z`);
  if (Number.isNaN(time.getTime())) {
    file.note(place, 'The event has no time that can be read, so other events count more.');
    return noTime;
  }
  if (!hasZone) file.note(place, `The time ${written.slice(0, 40)} has no zone: read as UTC.`);
  return time.toISOString();
}

function addEntry(file: CatalogBuilder, given: JsonObject, place: string): CatalogEntry | null {
  const [namespace, name] = [textAt(given, 'namespace').trim(), textAt(given, 'name').trim()];
  if (namespace === '' || name === '') {
    file.reject(place, 'A job or dataset has no namespace or no name.');
    return null;
  }
  return file.entry(`${namespace} ${name}`, `${namespace}/${name}`);
}

function readDataset(
  file: CatalogBuilder,
  given: JsonObject,
  { at, place }: { at: string; place: string },
): CatalogEntry | null {
  const entry = addEntry(file, given, place);
  if (!entry) return null;
  const facets = objectAt(given, 'facets');
  file.say(entry, 'kind', 'dataset', at);
  readFacets(file, entry, facets, at);
  const symlinks = objectsAt(facets, 'symlinks.identifiers').map((one) => textAt(one, 'name'));
  if (symlinks.length > 0) file.say(entry, 'aliases', toAliases(symlinks.toSorted()), at);
  if ('columnLineage' in facets) file.leaveOut('lineage of columns');
  if ('lifecycleStateChange' in facets) file.leaveOut('datasets that were renamed or dropped');
  return entry;
}

function readFacets(file: CatalogBuilder, entry: CatalogEntry, facets: JsonObject, at: string) {
  const text = textAt(facets, 'documentation.description').trim();
  if (text !== '') file.say(entry, 'description', text, at);
  const owners = objectsAt(facets, 'ownership.owners')
    .map((owner) => textAt(owner, 'name').trim())
    .filter((name) => name !== '')
    .toSorted();
  if (owners[0] !== undefined)
    file.say(entry, 'owner', owners[0].replace(/^(team|group|user):/, ''), at);
  if (owners.length > 1) file.leaveOut('further owners', owners.length - 1);
}
