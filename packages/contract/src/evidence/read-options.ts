import { z } from 'zod';
import { Instant } from '../ids.ts';
import { EvidenceKind, Format } from '../words.ts';

/**
 * The fields that a table column can be mapped to: `at=start` reads the time from the column
 * `start`.
 */
export const MappedField = z.enum([
  'at',
  'until',
  'author',
  'email',
  'text',
  'key',
  'kind',
  'stream',
  'title',
  'thread',
]);
export type MappedField = z.infer<typeof MappedField>;

export const TimeUnit = z.enum(['s', 'ms', 'us', 'ns', 'min', 'h', 'd']);
export type TimeUnit = z.infer<typeof TimeUnit>;

/** What dates such as 4/3/2024 start with. */
export const DateOrder = z.enum(['day', 'month', 'year']);
export type DateOrder = z.infer<typeof DateOrder>;

/** Whether text can be decoded with this name of an encoding. */
function isEncoding(name: string): boolean {
  try {
    return new TextDecoder(name).encoding !== '';
  } catch {
    return false;
  }
}

/** How to read a file that does not say itself. */
const mappedPart = new RegExp(String.raw`,(?=(?:${MappedField.options.join('|')})=|$)`);

export const ReadOptions = z.object({
  format: Format.exclude(['bundle']).optional(),
  /** `at=start,author=source`; a field is a column name, or a dotted path in JSON. */
  map: z
    .string()
    .max(2000)
    .transform((map, ctx) => {
      const fields: Partial<Record<MappedField, string>> = {};
      // A column's name can contain commas: a part starts where a field name does.
      for (const part of map.split(mappedPart).filter((text) => text !== '')) {
        const [field, ...column] = part.split('=');
        const known = MappedField.safeParse(field);
        if (!known.success || column.length === 0) {
          ctx.addIssue({
            code: 'custom',
            message: `Write a mapping as field=column, where the field is one of ${MappedField.options.join(', ')}. "${part}" isn't one`,
          });
          return z.NEVER;
        }
        fields[known.data] = column.join('=');
      }
      return fields;
    })
    .optional(),
  /** Numbers in the time column count from here. */
  timeOrigin: Instant.optional(),
  timeUnit: TimeUnit.optional(),
  /** The zone of times without one. */
  zone: z.string().max(60).optional(),
  /** What dates such as 4/3/2024 start with, if the other dates of the file do not show it. */
  dateOrder: DateOrder.optional(),
  /** The encoding of the text, if it is not the one that its bytes suggest. */
  encoding: z
    .string()
    .max(40)
    .refine(isEncoding, 'Name an encoding such as utf-8, windows-1252, shift_jis or gb18030')
    .optional(),
  kind: EvidenceKind.optional(),
  /** The name of the source (default: by the format) and of the stream (default: the file's name). */
  source: z.string().trim().min(1).max(200).optional(),
  stream: z.string().trim().min(1).max(200).optional(),
});
export type ReadOptions = z.output<typeof ReadOptions>;
export type ReadOptionsInput = z.input<typeof ReadOptions>;
