import { ClientProblem, type Client } from '@debrief/client';
import { Format, type Preview, type ReadOptionsInput } from '@debrief/contract';
import { CliError } from '../errors.ts';
import type { Upload } from './upload.ts';

export interface Plan {
  upload: Upload;
  read: ReadOptionsInput;
  isBundle: boolean;
  /** How its columns would be read; null if there was no preview. */
  preview: Preview | null;
}

export interface Skipped {
  name: string;
  reason: string;
}

/**
 * Previews all uploads before anything is sent or declared, so that an error leaves nothing behind.
 * Errors: `bad-file` if a given file fits no format; `invalid` if a question must be answered
 * first.
 */
export async function planUploads(
  client: Client,
  uploads: readonly Upload[],
  options: ReadOptionsInput,
): Promise<{ plans: Plan[]; skipped: Skipped[] }> {
  const plans: Plan[] = [];
  const skipped: Skipped[] = [];
  for (const upload of uploads) {
    const read = { ...options, format: options.format ?? upload.format };
    const head = await upload.head();
    if (head === null) {
      plans.push({ upload, read, isBundle: false, preview: null });
      continue;
    }
    try {
      const preview = await client.evidence.preview(
        { ...read, name: upload.name, size: upload.size ?? undefined },
        { file: head },
      );
      plans.push(toPlan(upload, read, preview));
    } catch (error) {
      if (!upload.isFromFolder || !isAboutTheFile(error)) throw error;
      skipped.push({ name: upload.name, reason: error.message });
    }
  }
  if (plans.length === 0)
    throw new CliError(
      'bad-file',
      'No readable file in the folder.',
      skipped.map(({ name, reason }) => ({ at: name, message: reason })),
    );
  return { plans, skipped };
}

function toPlan(upload: Upload, read: ReadOptionsInput, preview: Preview): Plan {
  if (preview.format === null) {
    const formats = Format.options.filter((format) => format !== 'bundle').join(', ');
    throw new CliError(
      'bad-file',
      preview.questions.join(' ') ||
        `${upload.name} isn't in a known format. Name one with --format: ${formats}.`,
    );
  }
  if (preview.questions.length > 0) {
    throw new CliError(
      'invalid',
      `Can't read ${upload.name} without more information.`,
      preview.questions.map((message) => ({ at: upload.name, message })),
    );
  }
  return { upload, read, isBundle: preview.format === 'bundle', preview };
}

export function isAboutTheFile(error: unknown): error is Error {
  if (error instanceof CliError) return true;
  return (
    error instanceof ClientProblem &&
    (error.problem.code === 'bad-file' || error.problem.code === 'invalid')
  );
}

export function formatMapping(mapping: Record<string, string>): string {
  return Object.entries(mapping)
    .map(([field, column]) => `${field}=${column}`)
    .join(', ');
}
