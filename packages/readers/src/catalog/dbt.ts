import { DomainError } from '@debrief/contract';
import { isObject, type JsonObject } from '../row.ts';
import { firstText, objectAt, textAt } from '../shapes/values.ts';
import { toAliases, type CatalogBuilder, type CatalogEntry } from './catalog-file.ts';

/** Whether a value is one of the files that dbt writes. */
export function isDbtFile(value: JsonObject): boolean {
  return textAt(value, 'metadata.dbt_schema_version') !== '';
}

const datasetKinds = new Set(['model', 'seed', 'snapshot', 'source']);

/** Reads the datasets and exposures of a `manifest.json`. Returns the name of the project. */
export function readManifest(file: CatalogBuilder, manifest: JsonObject): string {
  const schema = textAt(manifest, 'metadata.dbt_schema_version');
  if (!isObject(manifest['nodes']))
    throw new DomainError(
      'bad-file',
      `This is dbt's ${/\/dbt\/([a-z-]+)\//.exec(schema)?.[1] ?? 'file'}, which has no dependencies. Import target/manifest.json.`,
    );
  const generated = new Date(textAt(manifest, 'metadata.generated_at'));
  const at = Number.isNaN(generated.getTime()) ? null : generated.toISOString();
  const nodes = ['nodes', 'sources', 'exposures'].flatMap((part) =>
    Object.entries(objectAt(manifest, part)),
  );
  const entries = new Map<string, CatalogEntry>();
  const groups = objectAt(manifest, 'groups');
  for (const [id, node] of nodes) {
    const kind = id.split('.')[0] ?? '';
    if (!isObject(node)) file.reject(id.slice(0, 200), "The node isn't an object.");
    else if (datasetKinds.has(kind) || kind === 'exposure')
      entries.set(id, readNode(file, { id, kind, node, groups, at }));
    else file.leaveOut(plural(kind));
  }
  for (const part of ['metrics', 'semantic_models', 'saved_queries', 'unit_tests', 'functions'])
    file.leaveOut(part.replace('_', ' '), Object.keys(objectAt(manifest, part)).length);
  for (const [id, node] of nodes) {
    const entry = entries.get(id);
    if (!entry || !isObject(node)) continue;
    const parents: unknown = objectAt(node, 'depends_on')['nodes'];
    for (const parent of Array.isArray(parents) ? parents : []) {
      const source = typeof parent === 'string' ? entries.get(parent) : undefined;
      if (source) file.link(source, entry, 'feeds');
      else file.leaveOut('dependencies on something that is left out');
    }
  }
  return textAt(manifest, 'metadata.project_name');
}

const plural = (kind: string) => (kind === 'analysis' ? 'analyses' : `${kind.slice(0, 60)}s`);

function readNode(
  file: CatalogBuilder,
  given: { id: string; kind: string; node: JsonObject; groups: JsonObject; at: string | null },
): CatalogEntry {
  const { id, kind, node, groups, at } = given;
  const entry = file.entry(id, id);
  const group = objectAt(groups, firstText(node, 'config.group', 'group'));
  const isApplication = kind === 'exposure' && textAt(node, 'type') === 'application';
  file.say(
    entry,
    'kind',
    kind === 'exposure' ? (isApplication ? 'service' : 'resource') : 'dataset',
    at,
  );
  file.say(entry, 'title', firstText(node, 'label', 'name'), at);
  file.say(entry, 'description', textAt(node, 'description'), at);
  file.say(entry, 'tier', firstText(node, 'config.meta.tier', 'meta.tier'), at);
  const owner = firstText(node, 'config.meta.owner', 'meta.owner', 'owner.name', 'owner.email');
  file.say(entry, 'owner', owner || firstText(group, 'owner.name', 'owner.email'), at);
  const relation = textAt(node, 'relation_name').replaceAll(/["`[\]]/g, '');
  file.say(entry, 'aliases', toAliases([relation]), at);
  return entry;
}
