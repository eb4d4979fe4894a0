import { DomainError } from '@debrief/contract';
import { isTooDeep } from '@debrief/core/context';

const limit = 2_000_000;

/** The JSON object of a request. Errors: `too-large` over 2 MB, `invalid` if it is not one. */
export async function jsonBody(request: Request): Promise<Record<string, unknown>> {
  const body = await readBody(request, limit, 'Send less at once, or import it as a file.');
  // Another site's form can send any text, but not this type; a request with a key is not from a
  // form.
  const type = request.headers.get('content-type') ?? '';
  if (
    body.length > 0 &&
    !request.headers.has('authorization') &&
    !/^application\/json\b/i.test(type)
  )
    throw new DomainError('invalid', 'Send JSON, with the header content-type: application/json.');
  const text = body.toString('utf8');
  if (text === '') return {};
  if (isTooDeep(text)) throw new DomainError('invalid', 'The JSON is nested too deep.');
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    throw new DomainError('invalid', "The request body isn't valid JSON.");
  }
  throw new DomainError('invalid', "The request body isn't a JSON object.");
}

/**
 * The body of a request, with at most `maxBytes` of it in memory. Errors: `too-large`, with what to
 * do instead.
 */
export async function readBody(
  request: Request,
  maxBytes: number,
  advice: string,
): Promise<Buffer<ArrayBuffer>> {
  const tooLarge = () =>
    new DomainError('too-large', `The request is larger than ${maxBytes / 1e6} MB. ${advice}`);
  const length = request.headers.get('content-length');
  if (Number(length ?? 0) > maxBytes) throw tooLarge();
  // No more than its length can arrive. This costs half as much as a stream.
  if (length !== null) return Buffer.from(await request.arrayBuffer());
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
