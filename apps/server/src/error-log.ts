/** Errors whose messages the engine builds from names in our code, never from user text. */
const ownWords = new Set(['TypeError', 'ReferenceError', 'RangeError']);

/**
 * An error for the log: its kind, code and stack. Other messages can contain user text (a database
 * names the row that it failed on, a pattern is quoted), and a log is never redacted.
 */
export function errorForLog(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, stack, message, cause } = error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return {
    name,
    code,
    ...(ownWords.has(name) && { message: message.slice(0, 200) }),
    at: stack?.split('\n').filter((line) => /^\s+at /.test(line)),
    ...(cause instanceof Error && { cause: errorForLog(cause) }),
  };
}
