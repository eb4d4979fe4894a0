import type { EventType, EvidenceSuggestionKind, StoryPart } from '@debrief/contract';

/** When the response started and when service was restored, if known. */
export interface Phases {
  began: string | null;
  repaired: string | null;
}

interface Shown {
  kind: EvidenceSuggestionKind;
  at: string | null;
  words: string;
  type?: EventType;
  isDone?: boolean;
}

export interface SuggestedPart {
  part: StoryPart;
  reason: string;
}

const takesOn =
  /\b(i('|’)?ll (take|look|handle|own|drive|check|do)|i (can|will) (take|look|handle|own)|i('|’)?m (on it|on call|on-call|taking|looking)|on it\b|assigned to me|my (job|task|action item))|我来|我负责|交给我/iu;
const learns =
  /\b(i (learned|learnt|was wrong|did not know|didn't know)|next time i|lesson|in hindsight)\b|教训|学到|下次我/iu;
const ends =
  /\b(recovered|resolved|back to normal|is fixed|are fixed|fixed now|all clear|mitigated|confirmed (good|fixed|working)|works again|is green)\b|恢复了|已恢复|解决了|修好/iu;

/**
 * The part of a story that something could support, with the reason: a suggestion, never a verdict.
 * Pure.
 */
export function suggestPart(shown: Shown, phases: Phases): SuggestedPart {
  switch (shown.kind) {
    case 'change':
      return { part: 'action', reason: 'A change that you made.' };
    case 'hypothesis':
      return { part: 'action', reason: 'A hypothesis that you raised.' };
    case 'step':
      return { part: 'action', reason: 'Your work on a hypothesis.' };
    case 'decision':
      return { part: 'action', reason: 'A decision that you made or added.' };
    case 'follow-up':
      return shown.isDone
        ? { part: 'result', reason: 'Work that you finished.' }
        : { part: 'task', reason: 'Work that you own.' };
    case 'milestone':
      return { part: 'situation', reason: 'A key moment of the incident.' };
    case 'event':
      return ofEvent(shown);
    case 'message':
    case 'other':
      return ofMessage(shown, phases);
  }
}

function ofEvent({ type }: Shown): SuggestedPart {
  if (type === 'impact' || type === 'context')
    return { part: 'situation', reason: 'Describes what was at stake.' };
  if (type === 'detection') return { part: 'situation', reason: 'Describes how it was noticed.' };
  if (type === 'repair') return { part: 'result', reason: 'Describes how it was fixed.' };
  return { part: 'action', reason: 'An event based on what you wrote.' };
}

function ofMessage({ at, words }: Shown, { began, repaired }: Phases): SuggestedPart {
  if (learns.test(words)) return { part: 'learning', reason: 'You say what you learned.' };
  if (takesOn.test(words)) return { part: 'task', reason: 'You say what you take on.' };
  if (ends.test(words)) return { part: 'result', reason: 'You say that it worked.' };
  if (at !== null && began !== null && at < began)
    return { part: 'situation', reason: 'From before detection.' };
  if (at !== null && repaired !== null && at > repaired)
    return { part: 'result', reason: 'From after the repair.' };
  return { part: 'action', reason: 'From the response.' };
}
