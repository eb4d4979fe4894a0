import type { InboundRequest } from './source.ts';

/**
 * A CloudEvent in binary mode has its attributes in `ce-` headers and its data as the body: it is
 * stored as one JSON document, with the data as it was sent. Other bodies stay as they are.
 */
export function joinCloudEvent({ headers, body }: InboundRequest): Uint8Array {
  if (!headers.has('ce-specversion') || !headers.has('ce-id')) return body;
  const attributes = [...headers]
    .filter(([name]) => /^ce-[a-z0-9]{1,40}$/.test(name))
    .map(([name, value]) => [name.slice(3), decodePercent(value)]);
  const type = headers.get('content-type');
  const head = JSON.stringify({
    ...Object.fromEntries(attributes),
    ...(type !== null && { datacontenttype: type }),
  });
  if (body.length === 0) return Buffer.from(head);
  return Buffer.concat([Buffer.from(`${head.slice(0, -1)},`), dataMember(body), Buffer.from('}')]);
}

function dataMember(body: Uint8Array): Buffer {
  const bytes = Buffer.from(body);
  const text = bytes.toString('utf8');
  if (isJson(text)) return Buffer.concat([Buffer.from('"data":'), bytes]);
  const isUtf8 = Buffer.from(text, 'utf8').equals(bytes);
  return Buffer.from(
    isUtf8
      ? `"data":${JSON.stringify(text)}`
      : `"data_base64":${JSON.stringify(bytes.toString('base64'))}`,
  );
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function decodePercent(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
