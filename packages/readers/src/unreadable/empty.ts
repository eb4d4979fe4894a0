import { headContent, isBinary, isWhole } from '../bytes/content.ts';
import type { Upload } from '../source.ts';
import { isObject, type JsonObject, listColumns } from '../row.ts';
import { parseJson } from '../table/json.ts';
import { isOwnList, isTime } from '../table/nested-rows.ts';

const exportAgain = 'Export it again, such as for a longer time range.';
const deepest = 5;

/** Files without records: the answer is to export again, not to name a format. */
export function explainEmpty(upload: Upload): string | null {
  if (!isWhole(upload) || isBinary(upload)) return null;
  const text = headContent(upload).toString('utf8').trim();
  if (text === '') return `${upload.name} is empty. Export it again, then import it.`;
  if (/\.(?:csv|tsv)$/i.test(upload.name) && !/[\r\n]/.test(text) && !/\d/.test(text))
    return `${upload.name} has column names but no rows. ${exportAgain}`;
  return /^[[{]/.test(text) ? explainEmptyJson(upload.name, parseJson(text)) : null;
}

function explainEmptyJson(name: string, value: unknown): string | null {
  if (Array.isArray(value) && value.length === 0) return `${name} is an empty list. ${exportAgain}`;
  if (isObject(value) && Object.keys(value).length === 0)
    return `${name} is an empty object. ${exportAgain}`;
  if (typeof value !== 'object' || value === null) return null;
  if (isObject(value) && isEmptySeries(value))
    return `${name} is the result of a query that found no series. Check its query and time range, then export it again.`;
  if (!isObject(value) || hasTimes(value)) return null;
  const message = explainApiError(name, value);
  if (message !== null) return message;
  if (isRecord(value)) return null;
  const lists = listsInside(value);
  return lists.length > 0 && lists.every(({ isEmpty }) => isEmpty)
    ? `${name} contains no records: its list "${lists[0]?.path}" is empty. ${exportAgain}`
    : null;
}

function explainApiError(name: string, value: JsonObject): string | null {
  const message = ['error', 'message', 'detail'].find((key) => typeof value[key] === 'string');
  const isError = value['ok'] === false || 'documentation_url' in value || 'error' in value;
  return message !== undefined && isError
    ? `${name} is the error message of an API ("${String(value[message]).slice(0, 100)}"), not data. Fix the request, then export it again.`
    : null;
}

/** Prometheus and Loki name the type of a result; InfluxDB numbers its statements. */
function isEmptySeries(value: JsonObject): boolean {
  const { data, results } = value;
  if (isObject(data) && typeof data['resultType'] === 'string')
    return Array.isArray(data['result']) && data['result'].length === 0;
  return (
    Array.isArray(results) &&
    results.length > 0 &&
    results.every((one) => isObject(one) && Object.keys(one).join() === 'statement_id')
  );
}

const mostEnvelopeTexts = 12;

/** Not only the envelope of a list: it has words of its own, as a delivery of a webhook has. */
function isRecord(value: JsonObject): boolean {
  const texts = [...listColumns(value)].filter(([, one]) => typeof one === 'string' && one !== '');
  const hasWords = texts.some(
    ([column, one]) =>
      /(?:^|\.)(?:message|title|text|summary|description|body)$/i.test(column) &&
      !/^(?:ok|success\w*)$/i.test(String(one)),
  );
  return hasWords || texts.length > mostEnvelopeTexts;
}

function hasTimes(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null) return isTime(value);
  return depth < deepest && Object.values(value).some((inner) => hasTimes(inner, depth + 1));
}

/** The lists of an answer, except those that describe one record, such as its labels. */
function listsInside(
  value: JsonObject,
  prefix = '',
  depth = 0,
): { path: string; isEmpty: boolean }[] {
  return Object.entries(value).flatMap(([name, inner]) => {
    if (typeof inner !== 'object' || inner === null || isOwnList(name, inner)) return [];
    if (Array.isArray(inner)) return [{ path: prefix + name, isEmpty: inner.length === 0 }];
    return isObject(inner) && depth < deepest
      ? listsInside(inner, `${prefix}${name}.`, depth + 1)
      : [];
  });
}
