import type { Part } from '../parts.ts';
import { aboutStory, type Known, type Rule, type RuleId } from './rule.ts';
import type { StoryText } from '../claims.ts';

/** Signs that a choice was weighed. Comparisons of results (*vs last year*) are looked for nowhere: the result is not read. */
export const tradeOff =
  /\b(?:instead|rather than|alternatives?|options?|trade-?offs?|trading|weigh(?:ed|ing)?|at the (?:cost|price|expense)|(?:too )?risk(?:y|s|ed|ing)?|de-?risk\w*|reversible|irreversible|undo|undone|safer|disagreed|cost (?:us|me|money|time|more)|I took the \w+ one|chose|choices?|opted|versus|(?<!\bcompar\w{1,5} \w+ (?:\w+ )?)vs\.?|pros and cons|downsides?|drawbacks?|compromise|diminishing returns|would (?:have )?(?:take|taken|cost|meant|mean|lose|lost)|good enough|caveats?|acceptable|accept(?:ed|ing) (?:that|the|a|some)|(?:did not|didn['’]t|does not|doesn['’]t) (?:actually |really )?need|because|even though|faster but|slower but|cheaper but|but safer|not perfect|ruled out|argued (?:for|against)|considered)\b|权衡|而不是|取舍|风险|方案|备选|代价|宁可|因为|选择/i;

/** Signs that something was put in place so that it does not come again, or is seen at once. */
export const prevention =
  /\b(?:alerts?|alerting|alarms?|monitor(?:s|ing)?|runbooks?|playbooks?|guards?|guardrails?|invariants?|contract checks?|data contracts?|canary|canaries|checks?(?= (?:compar|that|for|in|on|to|now|which|before|every|each|against))|(?:audit|health|sanity|schema|data|pre-?flight|automated|contract|integrity|freshness|quality) checks?|validation|reconciliation|(?:regression|unit|integration|contract|load|smoke|chaos|end-to-end) tests?|(?:a|the|with|and|added|wrote|new|more|our) tests?(?: suite| that| for| in| which)?|tests\b|test suite|linter|lint rule|circuit breakers?|rate limits?|fallback|feature flags?|checkpoint\w*|auto-?scaling|kill switch|if it (?:happens|comes|fails) again|(?:now )?(?:refuses|rejects) (?:an?|any|the)|stop rules?|drills?|game days?|dashboards? (?:for|that|with|show)|safeguards?|ci (?:gate|rule|step)|policy|so that it (?:cannot|can't|never)|can(?:not|'t) happen again|quotas?|timeouts?|backups?|reviews? (?:for|of) every)\b|测试|监控|告警|回归|预案|校验|检查项|演练|限流|熔断|灰度/i;

/** First-person reflection; *we learned this three weeks before* is news, not a learning. */
export const learning =
  /\b(?:I(?:['’]ve| have)?(?: also| since)? learn(?:ed|t)(?! (?:about )?(?:this|that|it|of it)\b[^.]{0,30}\b(?:before|ago|later|earlier|from (?:the|a) (?:ticket|alert|customer|email|news)))|(?:what|one thing|the (?:main|biggest|big) thing) (?:I|we) learn(?:ed|t)|taught (?:me|us)|learnings|lessons? (?:for me|I took|learn(?:ed|t)|was|is|from)|(?:my|a|the|key|main|big(?:gest)?) (?:lesson|takeaway|learning)|next time,? (?:I|we)|(?:I|we)(?: would|['’]d) (?:now |have )?(?:do|done|handle|start|ask|check|begin|look|write|call|test|involve|raise|roll|split|stop|measure)\b[^.]{0,60}(?:differently|sooner|earlier|first|before|next time|instead)|in hindsight|looking back|with hindsight|I (?:used to|no longer|now) \p{L}+|I should have|I could have [^.]{0,50}\b(?:sooner|earlier|first|before|better)\b|I (?:had )?(?:believed|thought|assumed)[^.]{0,60}\b(?:was|were|is) (?:wrong|not so|untrue)|I had (?:wrongly )?(?:believed|assumed|thought)|I (?:realis|realiz)ed (?:that )?(?:I|my|we|our)|changed (?:how|the way) I|(?:showed|made) me (?:see|realise|realize|understand|think)|I was wrong|my (?:mistake|error|assumption) was|since then I|I still (?:do|ask|use|keep))\b|我学到|学到了|教训|反思|下次|以后我|让我(?:明白|意识到|认识到)|收获/iu;

function said(story: StoryText, parts: readonly Part[]): string {
  return story.claims
    .filter((claim) => parts.includes(claim.part))
    .map((claim) => `${claim.label ? `${claim.label}: ` : ''}${claim.said}`)
    .join('\n');
}

function absence(
  id: RuleId,
  parts: readonly Part[],
  needed: Part | null,
  words: RegExp,
  rule: Pick<Rule, 'title' | 'source'>,
  question: string,
  why: string,
): Rule {
  return {
    id,
    ...rule,
    languages: ['en', 'zh'],
    needs: null,
    find(story: StoryText, _known: Known) {
      const text = said(story, parts);
      const isTold = (needed !== null && !story.claims.some((claim) => claim.part === needed)) || text === '' || words.test(text);
      return isTold ? [] : [aboutStory(id, story, question, why)];
    },
  };
}

export const noTradeOff = absence(
  'no-trade-off',
  ['S', 'T', 'A', 'L'],
  'A',
  tradeOff,
  { title: 'No trade-off', source: 'Method B5; probes of interviewers on alternatives' },
  'What else could you have done, and why this, then?',
  'No alternative, risk or reason for the choice is named.',
);

export const noPrevention = absence(
  'no-prevention',
  ['A', 'R', 'L'],
  null,
  prevention,
  { title: 'No prevention', source: 'Method B5' },
  'What is there now, that was not there before, so that it does not come again or is seen at once?',
  'No test, alert, runbook or guard is named.',
);

export const noLearning = absence(
  'no-learning',
  ['A', 'R', 'L'],
  null,
  learning,
  { title: 'No learning', source: 'Method B5; STAR asks for what was learned' },
  'What did you believe before that you do not believe now? What would you do otherwise, and who knows of it?',
  'Nothing is said in the first person about what you took from it.',
);

const others =
  /\b(?:we|us|our|ours|team(?:s|mates?)?|colleagues?|engineers?|together|pair(?:ed|ing)?|she|he|her|him|manager|partners?|on-call|support|vendor|lead|someone|everyone|people|group|folks|developers?|analysts?|owners?)\b|我们|团队|同事|一起|他们|大家|工程师|协作/i;
const namedOther = /\b(?:asked|told|with|paged|called|gave|joined) [A-Z][a-z]+\b/;

export const hero: Rule = {
  id: 'hero',
  title: 'Nobody else appears',
  source: 'Method B5: with two or more others in the record; a solo hero is not believed',
  languages: ['en', 'zh'],
  needs: 'participants',
  find(story, { otherParticipants }) {
    const text = said(story, ['A', 'R']);
    if (otherParticipants === null || otherParticipants < 2 || text === '' || others.test(text) || namedOther.test(text)) return [];
    return [
      aboutStory(
        'hero',
        story,
        'Who else was essential, and what did they do?',
        `By the record ${otherParticipants} others took part; the action and the result name nobody but you.`,
        story.claims.filter((claim) => claim.part === 'A' || claim.part === 'R'),
      ),
    ];
  },
};
