import { DomainError, type Format, type ReadOptions } from '@debrief/contract';
import type { SourceReader, Upload } from '../source.ts';

/** The reader of a file, or what the file is and what would work. */
export type ChooseReader = (
  upload: Upload,
  format: Exclude<Format, 'bundle'> | undefined,
) => Promise<SourceReader | string>;

/** What a person said about the archive, for each of its files. */
export function toMemberOptions(options: ReadOptions): ReadOptions {
  const { format, source: _source, ...own } = options;
  const isOuter = format === undefined || format === 'archive' || format === 'xlsx';
  return isOuter ? own : { ...own, format };
}

/**
 * The options that this file can be read with: a mapping that doesn't fit it is ignored. Else the
 * question that must be answered first.
 */
export async function fitOptions(
  reader: SourceReader,
  upload: Upload,
  options: ReadOptions,
): Promise<ReadOptions | string> {
  const { map, ...unmapped } = options;
  let problem: string | null = null;
  for (const one of map === undefined ? [unmapped] : [options, unmapped]) {
    const asked = await findQuestions(reader, upload, one);
    if (asked === '') return one;
    problem ??= asked;
  }
  return problem ?? '';
}

async function findQuestions(
  reader: SourceReader,
  upload: Upload,
  options: ReadOptions,
): Promise<string> {
  // An export has nothing to ask about, and would be opened twice.
  if (reader.format === 'slack') return '';
  try {
    return (await reader.preview(upload, options)).questions.join(' ');
  } catch (error) {
    if (error instanceof DomainError) return error.message;
    throw error;
  }
}
