import { type Format, DomainError } from '@debrief/contract';
import {
  explainUnreadable,
  explainUnrecognized,
  readers,
  recogniseUpload,
  type SourceReader,
  type Upload,
} from '@debrief/readers';

/**
 * The reader of the named format, or the one that recognizes the content. Errors: `bad-file` with
 * what the file is and what would work.
 */
export async function findReader(
  upload: Upload,
  format: Exclude<Format, 'bundle'> | undefined,
): Promise<SourceReader> {
  const reason = await explainUnreadable(upload);
  if (reason !== null) throw new DomainError('bad-file', reason);
  const reader = format
    ? readers.find((candidate) => candidate.format === format)
    : await recogniseUpload(upload);
  if (reader) return reader;
  throw new DomainError(
    'bad-file',
    upload.size === 0 && !upload.isFolder
      ? `${upload.name} is empty. Export it again, then import it.`
      : explainUnrecognized(upload),
  );
}
