import { DomainError } from '@debrief/contract';
import { headContent, openContent } from '../bytes/content.ts';
import { JsonSplitter } from '../bytes/json-split.ts';
import { splitFile } from '../read-pieces.ts';
import { isObject, type JsonObject } from '../row.ts';
import type { Upload } from '../source.ts';
import { isEntity, readEntity } from './backstage.ts';
import { CatalogBuilder, type CatalogFile, type CatalogFormat } from './catalog-file.ts';
import { isCatalogTable, readCatalogTable } from './catalog-csv.ts';
import { isDbtFile, readManifest } from './dbt.ts';
import { isLineageEvent, readLineageEvent } from './open-lineage.ts';

const mostBytes = 200_000_000;
const mostYamlBytes = 30_000_000;

/**
 * The services and links in a file: entities of Backstage (YAML or JSON), events of OpenLineage, a
 * manifest of dbt, or a table. Errors:
 * `bad-file`, `too-large`.
 */
export async function readCatalog(upload: Upload): Promise<CatalogFile> {
  if (upload.isFolder)
    throw new DomainError('bad-file', 'Import the files of a folder one by one.');
  if (upload.size > mostBytes)
    throw new DomainError('too-large', 'A catalog file can have 200 MB at most.');
  const file = new CatalogBuilder();
  const head = headContent(upload).toString('utf8');
  if (/^\s*[[{]/.test(head)) return readJson(file, upload);
  if (/\.ya?ml$/i.test(upload.name) || /^(?:---|apiVersion:|kind:)/m.test(head))
    return readYaml(file, upload);
  if (!isCatalogTable(upload)) throw notRecognized(upload);
  await readCatalogTable(file, upload);
  return file.finish({ format: 'csv', source: 'csv', isComplete: true });
}

function notRecognized({ name }: Upload): DomainError {
  return new DomainError(
    'bad-file',
    `${name} isn't a catalog. Use catalog-info.yaml of Backstage, events of OpenLineage, manifest.json of dbt, or a CSV file with a column "name".`,
  );
}

/** A list, lines or one document; each value says itself what it is. */
async function readJson(file: CatalogBuilder, upload: Upload): Promise<CatalogFile> {
  let format: CatalogFormat | null = null;
  let source = '';
  const splitter = new JsonSplitter({ limit: mostBytes });
  for await (const { pieces } of splitFile(upload, splitter))
    for (const piece of pieces) {
      const place = `record ${piece.number}`;
      const value = parseJson(piece.bytes.toString('utf8'));
      for (const [index, one] of listValues(value).entries()) {
        const where = index === 0 ? place : `${place}, entry ${index + 1}`;
        const found = isObject(one) ? findFormat(one) : null;
        file.read += 1;
        if (!isObject(one) || found === null || (format !== null && found !== format)) {
          file.reject(where, describeUnknown(one, format));
          continue;
        }
        format = found;
        if (found === 'backstage') readEntity(file, one, where);
        else if (found === 'openlineage') readLineageEvent(file, one, where);
        else source = `dbt ${readManifest(file, one)}`.trim();
      }
    }
  if (format === null) throw notRecognized(upload);
  return file.finish({
    format,
    source: source || format,
    // Events list what ran.
    isComplete: format !== 'openlineage',
  });
}

/** Answers of Backstage's API contain the entities in a list. */
function listValues(value: unknown): unknown[] {
  if (!isObject(value)) return [value];
  const items: unknown = value['items'];
  return Array.isArray(items) && !isDbtFile(value) ? items : [value];
}

function findFormat(value: JsonObject): CatalogFormat | null {
  if (isDbtFile(value)) return 'dbt';
  if (isEntity(value)) return 'backstage';
  return isLineageEvent(value) ? 'openlineage' : null;
}

function describeUnknown(value: unknown, format: CatalogFormat | null): string {
  if (value === undefined) return 'Not valid JSON.';
  return format === null
    ? 'Neither an entity of Backstage nor an event of OpenLineage.'
    : `Not of the format of the records before it (${format}).`;
}

function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

async function readYaml(file: CatalogBuilder, upload: Upload): Promise<CatalogFile> {
  if (upload.size > mostYamlBytes)
    throw new DomainError('too-large', 'A YAML file can have 30 MB at most. Use JSON instead.');
  const { readYamlDocuments } = await import('./yaml-documents.ts');
  const chunks: Buffer[] = [];
  for await (const chunk of openContent(upload).chunks) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  let entities = 0;
  for (const { place, value, problem } of readYamlDocuments(text)) {
    file.read += 1;
    // Other requests are answered in between.
    if (file.read % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
    if (problem !== null) file.reject(place, problem);
    else if (!isObject(value) || !isEntity(value))
      file.reject(place, 'Not an entity of Backstage.');
    else {
      entities += 1;
      readEntity(file, value, place);
    }
  }
  if (entities === 0) throw notRecognized(upload);
  return file.finish({ format: 'backstage', source: 'backstage', isComplete: true });
}
