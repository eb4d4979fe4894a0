import { parts, type Part } from '../parts.ts';
import { learning, prevention, preventionInLearning, tradeOff } from './signs.ts';
import { aboutStory, type Known, type Rule, type RuleId } from './rule.ts';
import type { StoryText } from '../claims.ts';

function collectText(story: StoryText, parts: readonly Part[]): string {
  return story.claims
    .filter((claim) => parts.includes(claim.part))
    .map((claim) => `${claim.label ? `${claim.label}: ` : ''}${claim.said}`)
    .join('\n');
}

function absence(
  id: RuleId,
  needed: Part | null,
  words: Partial<Record<Part, RegExp>>,
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
      const read = parts
        .map((part) => ({ text: collectText(story, [part]), told: words[part] }))
        .filter(({ text, told }) => told && text !== '');
      const isSilent =
        (needed !== null && !story.claims.some((claim) => claim.part === needed)) ||
        read.length === 0;
      return isSilent || read.some(({ text, told }) => told?.test(text))
        ? []
        : [aboutStory(id, story, question, why)];
    },
  };
}

export const noTradeOff = absence(
  'no-trade-off',
  'A',
  { S: tradeOff, T: tradeOff, A: tradeOff, L: tradeOff },
  { title: 'No trade-off', source: 'Method B5; probes of interviewers on alternatives' },
  'What else could you have done, and why this, then?',
  'No alternative, risk or reason for the choice is named.',
);

export const noPrevention = absence(
  'no-prevention',
  null,
  { A: prevention, R: prevention, L: preventionInLearning },
  { title: 'No prevention', source: 'Method B5' },
  'What is there now, that was not there before, so that it does not come again or is seen at once?',
  'No test, alert, runbook or guard is named.',
);

export const noLearning = absence(
  'no-learning',
  null,
  { A: learning, R: learning, L: learning },
  { title: 'No learning', source: 'Method B5; STAR asks for what was learned' },
  'What did you believe before that you do not believe now? What would you do otherwise, and who knows of it?',
  'Nothing is said in the first person about what you took from it.',
);

const others =
  /\b(?:we|us|(?<!\b(?:for|of) (?:the|our|my) )team(?:s|mates?)?|colleagues?|engineers?|together|pair(?:ed|ing)?|she|he|her|him|(?<!\b(?:task|package|session) )manager|(?<!from (?:an?|the|our|one) )(?:partners?|vendors?)|support (?:team|people|desk|engineers?)|(?:the|our|my|team|tech|shift) lead|someone|somebody|everyone|people|group|folks|developers?|analysts?|(?<!code )owners?|technicians?|operators?|experts?|specialists?|dba|intern)\b|我们|团队|同事|一起|他们|大家|工程师|协作|[小老](?![时心组板化])\p{Script=Han}(?=[帮和负盯先把在说])/iu;
/**
 * A name is recognized by its context: *asked Tom*, *Farah from support*, *while Priya*, *with
 * Ana*.
 */
const namedOther =
  /\b(?:asked|told|with|paged|called|gave|joined|while|and|thanks to|let|helped) \p{Lu}\p{Ll}+\b|(?:^|[.,;] )(?!\p{L}+(?:s|ly|er)\b)\p{Lu}\p{Ll}+ from \p{L}/mu;
const months =
  /\b(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b/g;

export const hero: Rule = {
  id: 'hero',
  title: 'No one else appears',
  source: 'Method B5: with two or more others in the record; a solo hero is not believed',
  languages: ['en', 'zh'],
  needs: 'participants',
  find(story, { otherParticipants }) {
    const text = collectText(story, ['A', 'R']).replaceAll(months, 'then');
    if (
      otherParticipants === null ||
      otherParticipants < 2 ||
      text === '' ||
      others.test(text) ||
      namedOther.test(text)
    )
      return [];
    return [
      aboutStory(
        'hero',
        story,
        'Who else was essential, and what did they do?',
        `By the record ${otherParticipants} others took part; the action and the result name only you.`,
        story.claims.filter((claim) => claim.part === 'A' || claim.part === 'R'),
      ),
    ];
  },
};
