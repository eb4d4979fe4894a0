import { findChanges, isAboutChange, recalculate, type Change } from '../arithmetic.ts';
import type { Claim } from '../claims.ts';
import { findQuantities, findSampleSize } from '../numbers.ts';
import { durationSupport, rateRatio } from '../statistics.ts';
import { periodSeconds, plain } from '../units.ts';
import { findTimeRange } from '../window.ts';
import { about, eachClaim, type Rule } from './rule.ts';

const compared =
  /\b(?:vs\.?|versus|compared|than|against|previous(?:ly)?|before|earlier|instead of|used to|control|baseline|from|last (?:year|month|quarter|time)|up from|down from|out of|of (?:all|the|our) \d+|of \d+|half of|in \d+ (?:of|out of))\b|相比|之前|原来|从|由/i;
const changeWords =
  /\b(?:able|managed) to (?:reduce|cut|lower|increase|shorten)\b|(?<!\b(?:the|a|an|this|that|its|with|more) )\b(?:reduc(?:ed|ing|tion)|decreas(?:ed|ing)|increas(?:ed|ing)|dropped|lowered|shrank|cut|fell|rose|grew|doubled|tripled|halved|boosted|faster|fewer|cheaper|slower)\b|减少|降低|提升|提高|增加/i;
/**
 * Words of change that do not claim a result: a queue that grew is an event, a planned cut is not
 * made.
 */
const notAClaim =
  /\b(?:(?<!able |managed )to|will|would|could|can|should|must|might|plan(?:ned)? to|try(?:ing)? to) (?:reduce|cut|lower|increase|drop|grow|double)|\b(?:cut|dropped|fell|rose) (?:over|off|back|into|out|in on|through|a |the |it |us |me |them |by the|from the (?!\d))/i;

/**
 * The change is described as an outcome: in the result, or as a share of something in the action.
 */
export const numberWithoutBaseline: Rule = {
  id: 'number-without-baseline',
  title: 'A number without a baseline',
  source: 'R-40; method B5',
  languages: ['en', 'zh'],
  needs: null,
  find: (story) =>
    eachClaim(story, (claim, index) => {
      if (claim.part !== 'R' && claim.part !== 'A') return null;
      const quantities = findQuantities(claim.said);
      if (findChanges(claim.said, quantities).length > 0 || compared.test(claim.said)) return null;
      const share = quantities.find(
        (one) => one.dimension === 'percent' && isAboutChange(claim.said, one),
      );
      const word =
        claim.part === 'R' && !notAClaim.test(claim.said)
          ? changeWords.exec(claim.said)?.[0]
          : undefined;
      if (!share && !word) return null;
      // The arithmetic asks about "4x faster".
      if (!share && quantities.some((one) => one.dimension === 'multiple')) return null;
      const what = share ? share.text : `“${word}”`;
      return about(
        'number-without-baseline',
        claim,
        index,
        'From what, to what?',
        `${what} is a change, and what it was before is not given.`,
      );
    }),
};

export const arithmetic: Rule = {
  id: 'arithmetic',
  title: 'Arithmetic',
  source: 'Method B5: percentages and sums are recalculated from the figures next to them',
  languages: 'every',
  needs: null,
  find: (story) =>
    eachClaim(story, (claim, index) => {
      const others = story.claims.filter((one) => one !== claim).map((one) => one.said);
      const doubtful = recalculate(claim.said, others).find(
        (one) =>
          one.verdict === 'differs' ||
          (one.verdict === 'not calculable' && one.said.dimension === 'multiple'),
      );
      if (!doubtful) return null;
      const within = {
        start: claim.saidStart + doubtful.start,
        end: claim.saidStart + doubtful.end,
      };
      const question =
        doubtful.verdict === 'differs'
          ? 'Which of the figures is right?'
          : `${doubtful.said.text.trim()}: of which two figures?`;
      return about('arithmetic', claim, index, question, doubtful.words, within);
    }),
};

/** Whether a result states a change over time: a pair of numbers, or a share or multiple of one. */
function statesChange(claim: Claim): boolean {
  const quantities = findQuantities(claim.said);
  return (
    findChanges(claim.said, quantities).length > 0 ||
    quantities.some((one) => isAboutChange(claim.said, one))
  );
}

export const windowMissing: Rule = {
  id: 'window-missing',
  title: 'The time it was measured over',
  source: 'R-40: a before and after shows its window',
  languages: ['en', 'zh'],
  needs: null,
  find: (story) =>
    eachClaim(story, (claim, index) => {
      if (claim.part !== 'R') return null;
      const window = findTimeRange(claim.said);
      if (window?.isVague)
        return about(
          'window-missing',
          claim,
          index,
          'From when to when?',
          `“${window.text}” does not say how long that is.`,
        );
      if (window || !statesChange(claim)) return null;
      return about(
        'window-missing',
        claim,
        index,
        'Over which time was it measured, before and after?',
        'The time that the figures were taken over is not given.',
      );
    }),
};

const cases =
  /\b(?:incidents?|outages?|failures?|pages|alerts?|tickets?|escalations?|false alarms?|crashes|timeouts?|rollbacks?|sev-?\d|p[0-3]s?)\b|故障|告警|事故|报警/i;
const recovery =
  /\b(?:mttr|mttd|mtta|time to (?:recover|recovery|detect|detection|mitigate|mitigation|resolve|resolution|repair|restore|acknowledge)|(?:recovery|detection|resolution|response) times?|outages? (?:lasted|duration)|恢复时间)\b|平均恢复/i;
const none =
  /\b(?:(?:has|have|had)(?:n['’]t| not) (?:failed|happened|recurred|come back|occurred|had (?:any|another|a single)|seen (?:any|another|a single)|been)|(?:no|zero|not one|not a single) (?:\w+ ){0,2}(?:incidents?|outages?|failures?|issues?|recurrences?|repeats?|pages?|problems?|crash(?:es)?)(?= (?:\w+ ){0,2}(?:since|in|for|over|after|during|within|throughout|so far)\b)|never (?:happened|failed|came back|recurred) (?:again|since)|without (?:a|another|any) (?:\w+ )?(?:incident|failure|outage|page)(?= (?:since|in|for)\b))|(?:再也没有|没有再)(?:发生|出现)?[^，。；]{0,4}(?:故障|事故|告警|报警|中断|失败|宕机|问题)/i;

function counts(change: Change, text: string): { question: string; why: string } | null {
  const lengths =
    findQuantities(findTimeRange(text)?.text ?? '').find((one) => one.dimension === 'duration')
      ?.base ?? null;
  const [before, after] = [change.from.value, change.to.value];
  if (!change.from.perSeconds && Number.isInteger(before) && Number.isInteger(after)) {
    const found = rateRatio(before, after);
    return found.verdict === 'clear'
      ? null
      : { question: 'How long was each counted, and what else changed?', why: found.words };
  }
  const periods = lengths && change.from.perSeconds ? lengths / change.from.perSeconds : null;
  const [all, left] = [Math.round(before * (periods ?? 1)), Math.round(after * (periods ?? 1))];
  const found = rateRatio(all, left);
  // A stated time means at least one period; without one, the number of cases is unknown.
  if ((periods || findTimeRange(text)?.isVague === false) && found.verdict === 'clear') return null;
  const why = periods
    ? found.words
    : `With one ${periodName(change.from.perSeconds)} on each side: ${found.words}`;
  return { question: 'How many were counted before and after, over how long?', why };
}

function periodName(seconds: number | null): string {
  return (
    ['hour', 'day', 'week', 'month', 'quarter', 'year'].find(
      (name) => periodSeconds(name) === seconds,
    ) ?? 'period'
  );
}

function support(claim: Claim): { question: string; why: string } | null {
  const text = claim.said;
  const quantities = findQuantities(text);
  const changes = findChanges(text, quantities);
  const lasting = changes.find(
    (one) =>
      one.from.dimension === 'duration' &&
      !one.from.perSeconds &&
      one.percentLess > 0 &&
      one.percentLess < 100,
  );
  if (recovery.test(text) && lasting) {
    const found = durationSupport(lasting.percentLess / 100, findSampleSize(text));
    return found.verdict === 'clear'
      ? null
      : { question: 'How many incidents were there on each side?', why: found.words };
  }
  const counted = changes.find((one) => one.from.dimension === 'count');
  if (counted && cases.test(text)) return counts(counted, text);
  const share = quantities.find(
    (one) =>
      (one.dimension === 'percent' || one.dimension === 'multiple') && isAboutChange(text, one),
  );
  if (share && !counted && (cases.test(text) || recovery.test(text))) {
    const n = Math.max(1, Math.round(20 * (1 - Math.min(0.95, share.value / 100))));
    const why = `${share.text.trim()} of how many? ${share.dimension === 'percent' ? `Were it 20, it would be: ${rateRatio(20, n).words}` : 'Small counts change by chance.'}`;
    return { question: 'How many were there before, and how many after?', why };
  }
  if (none.test(text)) {
    const length = quantities.find((one) => one.dimension === 'duration');
    return {
      question: 'How often did it happen before, in as long a time?',
      why: `None${length ? ` in ${plain(length.value)}${length.text.replace(/^[^\p{L}]*/u, ' ')}` : ' since'} says little where it was rare before: 1 before and 0 after fits a rate from none to 39 times as high.`,
    };
  }
  return null;
}

export const statisticalSupport: Rule = {
  id: 'statistical-support',
  title: 'What the counts support',
  source: 'Method A12: exact Poisson interval of counts, spread of durations',
  languages: ['en', 'zh'],
  needs: null,
  find: (story) =>
    eachClaim(story, (claim, index) => {
      const found = claim.part === 'R' ? support(claim) : null;
      return found && about('statistical-support', claim, index, found.question, found.why);
    }),
};
