const longestWaitMs = 3_000;
const rememberedAnswers = 200;

/**
 * By activity: the parts of an incident that the response to our own change has already updated.
 */
const answered = new Map<string, readonly string[]>();
const sending = new Set<Promise<unknown>>();

/** Sends a change and remembers its activity, so that its live event triggers no further read. */
export async function sendOwnChange<Answer extends { activityId: string }>(
  parts: (answer: Answer) => readonly string[],
  send: () => Promise<Answer>,
): Promise<Answer> {
  const request = send();
  sending.add(request);
  try {
    const answer = await request;
    answered.set(answer.activityId, parts(answer));
    const [oldest] = answered.keys();
    if (answered.size > rememberedAnswers && oldest !== undefined) answered.delete(oldest);
    return answer;
  } finally {
    sending.delete(request);
  }
}

/**
 * What the reader already has of an activity. A live event can arrive before the response, so this
 * waits for pending responses.
 */
export async function findUpdatedParts(activityId: string): Promise<readonly string[]> {
  if (sending.size > 0 && !answered.has(activityId)) {
    const timeout = new Promise((resolve) => setTimeout(resolve, longestWaitMs));
    await Promise.race([Promise.allSettled(sending), timeout]);
  }
  return answered.get(activityId) ?? [];
}
