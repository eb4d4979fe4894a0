import { DomainError } from '@debrief/contract';

const limit = 2_000_000;

/** The JSON object of a request. Errors: `too-large` beyond 2 MB, `invalid` where it is none. */
export async function jsonBody(request: Request): Promise<Record<string, unknown>> {
  const tooLarge = () =>
    new DomainError(
      'too-large',
      'The request is larger than 2 MB. Send less at once, or import it as a file.',
    );
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > limit) throw tooLarge();
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  if (text === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    throw new DomainError('invalid', "The request body isn't valid JSON.");
  }
  throw new DomainError('invalid', "The request body isn't a JSON object.");
}
