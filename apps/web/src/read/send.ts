/** The server's response to a request; `problem` is a message for the reader. */
export type Answer = { body: unknown } | { problem: string };

/** The reading page's own way to the server: without the contract, so that the page stays small. */
export async function send(
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: object,
): Promise<Answer> {
  try {
    const init =
      body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await fetch(path, { method, ...init });
    const text = await response.text();
    const answer: unknown = text === '' ? null : JSON.parse(text);
    if (response.ok) return { body: answer };
    return {
      problem:
        textIn(answer, 'detail') ||
        `The server answered ${response.status}. What you wrote is kept.`,
    };
  } catch {
    return {
      problem: "Can't reach Debrief. Your text is kept. Try again in a moment.",
    };
  }
}

export function textIn(answer: unknown, name: string): string {
  const value = fieldIn(answer, name);
  return typeof value === 'string' ? value : '';
}

export function fieldIn(answer: unknown, name: string): unknown {
  return typeof answer === 'object' && answer !== null
    ? Object.entries(answer).find(([key]) => key === name)?.[1]
    : undefined;
}
