import { ReadOptions, type Preview, DomainError } from '@debrief/contract';
import { guessEncoding, isBundle, withEncoding, type Upload } from '@debrief/readers';
import { refuseUnless } from '../access/index.ts';
import type { Context } from '../context.ts';
import { parse, type Parsable } from '../parse.ts';
import { findReader } from './find-reader.ts';
import { findMappings } from './saved-mappings.ts';

/**
 * How a file would be read, judged from its start. A file that no reader recognizes is a result,
 * not an error.
 */
export async function previewUpload(
  ctx: Context,
  raw: Parsable<typeof ReadOptions>,
  given: Upload,
): Promise<Preview> {
  refuseUnless(ctx, 'evidence:import');
  const options = parse(ReadOptions, raw);
  const upload = withEncoding(given, options);
  const nothing = {
    savedMappings: [],
    columns: [],
    mapping: {},
    timeUnit: null,
    questions: [],
    sample: [],
  };
  const bundle = { format: 'bundle', formatName: 'Debrief bundle', encoding: null } as const;
  if (isBundle(upload)) return { ...bundle, ...nothing };
  try {
    const reader = await findReader(upload, options.format);
    const preview = await reader.preview(upload, options);
    return {
      format: reader.format,
      formatName: reader.name,
      encoding: guessEncoding(given),
      savedMappings: await findMappings(ctx, preview.columns),
      ...preview,
    };
  } catch (error) {
    if (error instanceof DomainError && error.code === 'bad-file')
      return {
        format: null,
        formatName: null,
        encoding: null,
        ...nothing,
        questions: [error.message],
      };
    throw error;
  }
}
