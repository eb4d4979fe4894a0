import { agentSamples } from './agents.ts';
import { alertSamples } from './alerts.ts';
import { callSamples } from './calls.ts';
import { chatSamples } from './chat.ts';
import { logSamples } from './logs.ts';
import { ticketSamples } from './tickets.ts';
import type { Sample } from './sample.ts';

export { sampleText, type Sample } from './sample.ts';

/** What each tool writes, by the family of its tool. */
export const samples: Record<string, readonly Sample[]> = {
  chat: chatSamples,
  alerts: alertSamples,
  tickets: ticketSamples,
  logs: logSamples,
  agents: agentSamples,
  calls: callSamples,
};
