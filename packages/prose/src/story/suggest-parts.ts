import { splitSentences } from '../report/index.ts';
import { partNamed, parts, type Part, type Range } from './parts.ts';

/**
 * The likely part of a sentence without a heading, and why; `basis` is `asked` if nothing suggests
 * one.
 */
export interface PartSuggestion extends Range {
  part: Part;
  basis: 'suggested' | 'asked';
  reason: string;
}

interface Cue {
  part: Part;
  weight: number;
  words: RegExp;
  why: string;
}

/** Signs of a part in the words of a sentence, English and Chinese. */
const cues: readonly Cue[] = [
  {
    part: 'S',
    weight: 2,
    words:
      /\b(?:outage|incident|alarm|alert|paged|complain\w*|went down|was failing|were failing|started failing|broke|big drop|customers? (?:report|call|saw)\w*)\b|故障|报警|告警|投诉|宕机|事故/i,
    why: 'says what had happened',
  },
  {
    part: 'S',
    weight: 1.5,
    words:
      /\b(?:(?:months?|weeks?|years?|days?) (?:back|ago)|last (?:year|spring|summer|autumn|fall|winter|month|quarter)|at the time|back then|my team (?:had|owned|ran)|our (?:team|system|service|company) (?:had|was|is|ran))\b|当时|去年|上个?月|我们团队|我们的(?:系统|服务)/i,
    why: 'sets the time and the place',
  },
  {
    part: 'T',
    weight: 3,
    words:
      /\b(?:I was (?:responsible|in charge|accountable|asked|tasked|the (?:on-call|lead|owner|incident commander))|(?:my|the) (?:task|job|goal|role|responsibility|objective|aim) was|I (?:had|needed) to (?!the)|it was (?:on me|up to me|my job)|I was supposed to|I owned)\b|我负责|我的(?:任务|职责|目标)|需要我|要求我|由我/i,
    why: 'says what you were responsible for',
  },
  {
    part: 'A',
    weight: 2,
    words:
      /\b(?:(?:so|then|first|next|after that|and) I|I (?:also |then |first |immediately |quickly )?(?:set up|started|made|called|wrote|built|checked|rolled|changed|fixed|added|proposed|decided|asked|ran|compared|found|traced|opened|wrote|led|moved|turned|tested|knew|nominated|assembled|looked|read|suggested|restarted|deployed|split|pulled|paired|reverted|paused|stopped))\b|made the call|我(?:先|又|首先|立即|马上|决定|检查|回滚|修复|联系|发现|对比|提出|排查|写了|关闭|打开|增加|暂停)|于是我|然后/i,
    why: 'says what you did',
  },
  {
    part: 'A',
    weight: 1.2,
    words:
      /\b(?:we (?:decided|chose|started|began|rolled|traced|tried|came up|tested|agreed|split|compared)|rather than|instead of|good idea to|best practice|diminishing returns|once (?:you|we)|detailed investigation)\b|我们(?:决定|开始|选择|尝试)|而不是/i,
    why: 'says what was done or weighed',
  },
  {
    part: 'R',
    weight: 2.5,
    words:
      /\b(?:as a result|in the end|since then|haven['’]t had|has(?:n['’]t| not) (?:failed|happened|recurred)|result(?:ed|ing)? in|outcome|saved|prevented (?:additional|further|more|any)|allowed us to|no (?:more|further)|was resolved|were resolved|back to normal|dropped (?:from|by|to)|fell (?:from|by|to)|reduc(?:ed|tion)|improved|down (?:from|to)|now help)\b|结果|最终|从此|之后再也没有|降到|减少了|恢复了|避免了/i,
    why: 'says what the result was',
  },
  {
    part: 'R',
    weight: 1,
    words: /\d\s?%|\b(?:(?:took|taken) steps to|now|today|ever since)\b/i,
    why: 'gives a figure or says how it is now',
  },
  {
    part: 'L',
    weight: 3.5,
    words:
      /\b(?:I(?:['’]ve| have)? learn(?:ed|t)|(?:taught|showed) me|lesson|next time|would(?: have)? (?:do|done) (?:it |this |things )?differently|in hindsight|looking back|my takeaway|I (?:used to|no longer) (?:think|believe|assume)|what I had (?:wrong|believed))\b|我学到|教训|反思|下次|回头看|收获/i,
    why: 'says what you took from it',
  },
];

const forward = 0.2;
/** The cost of moving from one part to another: stories go forward, rarely back. */
function step(from: number, to: number): number {
  return to === from ? 0 : to > from ? forward * (to - from) : 1.6;
}

function scores(
  sentence: string,
  index: number,
  count: number,
): { of: number[]; why: Map<Part, string> } {
  const of = parts.map(() => 0);
  const why = new Map<Part, string>();
  for (const cue of cues) {
    const found = cue.words.exec(sentence);
    if (!found) continue;
    const at = parts.indexOf(cue.part);
    of[at] = (of[at] ?? 0) + cue.weight;
    if (!why.has(cue.part)) why.set(cue.part, `It ${cue.why} (“${found[0].trim()}”).`);
  }
  const tag = /[(（[【](?<name>[^()（）[\]【】]{1,30})[)）\]】][.。]?\s*$/u.exec(sentence)
    ?.groups?.['name'];
  const tagged = tag === undefined ? null : partNamed(tag);
  if (tag !== undefined && tagged !== null) {
    of[parts.indexOf(tagged)] = 10;
    why.set(tagged, `It is marked “${tag}”.`);
  }
  // Without other signs, the first of several sentences sets the scene and the last is the outcome.
  if (index === 0) of[0] = (of[0] ?? 0) + 0.8;
  if (count > 3 && index === count - 1) of[3] = (of[3] ?? 0) + 0.4;
  return { of, why };
}

/**
 * Parts of prose without headings, per sentence: the most likely sequence, with the reason for each
 * or the statement that there is none.
 */
export function suggestParts(text: string, from = 0): PartSuggestion[] {
  const sentences = splitSentences(text).filter((one) => /[\p{L}\p{N}]/u.test(one.text));
  const seen = sentences.map((one, index) => scores(one.text, index, sentences.length));
  const best: number[][] = [];
  const back: number[][] = [];
  seen.forEach(({ of }, index) => {
    const before = best[index - 1];
    // A sentence without signs stays with the part before it.
    const stay = of.some((score) => score > 0) ? 0 : 0.1;
    const choices = parts.map((_, to) => {
      const ways = before?.map((score, at) => score - step(at, to) - (at === to ? 0 : stay)) ?? [
        -forward * to,
      ];
      const top = Math.max(...ways);
      return { score: top + (of[to] ?? 0), from: ways.indexOf(top) };
    });
    best.push(choices.map((one) => one.score));
    back.push(choices.map((one) => one.from));
  });
  const course: number[] = [];
  for (let index = sentences.length - 1; index >= 0; index -= 1) {
    const next = course.at(-1);
    const last = best[index] ?? [];
    course.push(
      next === undefined ? last.indexOf(Math.max(...last)) : (back[index + 1]?.[next] ?? 0),
    );
  }
  course.reverse();
  return sentences.map((one, index): PartSuggestion => {
    const part = parts[course[index] ?? 0] ?? 'S';
    const reason = seen[index]?.why.get(part);
    const opening = index === 0 && part === 'S' ? 'It comes first and sets the scene.' : null;
    return {
      start: from + one.start,
      end: from + one.end,
      part,
      basis: reason || opening ? 'suggested' : 'asked',
      reason:
        reason ??
        opening ??
        'Nothing in this sentence says which part it is; the sentences around it suggest this one.',
    };
  });
}
