/** What a tool writes: the file's name and its content; a value is written as JSON. */
export interface Sample {
  name: string;
  content: unknown;
}

/** One JSON value per line. */
export function toLines(...values: unknown[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('');
}

export function sampleText({ content }: Sample): string {
  return typeof content === 'string' ? content : JSON.stringify(content);
}
