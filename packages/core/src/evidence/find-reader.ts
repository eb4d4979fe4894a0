import { type Format, DomainError } from '@debrief/contract';
import { chooseReader, type SourceReader, type Upload } from '@debrief/readers';

/**
 * The reader of the named format, or the one that recognizes the content. Errors: `bad-file` with
 * what the file is and what would work.
 */
export async function findReader(
  upload: Upload,
  format: Exclude<Format, 'bundle'> | undefined,
): Promise<SourceReader> {
  const reader = await chooseReader(upload, format);
  if (typeof reader === 'string') throw new DomainError('bad-file', reader);
  return reader;
}
