import { DomainError } from '@debrief/contract';
import { JsonSplitter } from '../bytes/json-split.ts';
import { splitHead, type Piece } from '../bytes/split.ts';

/** The JSON records in a body: one, a list, or one per line. Errors: `bad-file` if it is not JSON. */
export function splitBody(body: Buffer): Piece[] {
  const [start = ''] = /\S/.exec(body.toString('utf8', 0, 1_000)) ?? [];
  // Each word of another text would be a broken record.
  if (start !== '' && start !== '{' && start !== '[')
    throw new DomainError('bad-file', 'The body is not a JSON object or list.');
  return splitHead(body, true, new JsonSplitter());
}
