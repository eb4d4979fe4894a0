import type { Claim, StoryText } from '../claims.ts';
import type { Grammar } from '../grammar.ts';
import { person } from '../../people.ts';
import { about, eachClaim, type Rule } from './rule.ts';
import { english } from './wording.ts';

const pronouns = String.raw`(?:he|she|they|who)`;
const harm = [
  String.raw`failed to|forgot|neglected|ignored|refused|never (?:bothered|\w+ed|made|did|wrote|took|had|gave|told|read)\b|bothered to|cared to`,
  String.raw`should(?:n['’]t)? (?:not )?have|could(?:n['’]t)? (?:not )?have|ought to have|was supposed to|were supposed to`,
  String.raw`messed|screwed|broke|botched|dropped the ball|kept (?:breaking|ignoring)|deleted the wrong|lied|just (?:ignored|blamed)`,
  String.raw`did(?:n['’]t| not) (?:bother|check|test|care|follow|read|tell|inform|do (?:their|his|her)|understand|review|notice|think|even|update|document|communicate|listen|respond|want)`,
  String.raw`had(?:n['’]t| not) (?:bothered|tested|checked|read|followed|told|reviewed|documented|informed|updated)|had (?:only |just )?done (?:their|his|her)`,
  String.raw`made (?:a|the) (?:\w+ )?(?:mistake|error|blunder)|(?:carelessly|accidentally|mistakenly|wrongly|recklessly|foolishly) \w+|\w+ (?:\w+ ){1,5}by (?:mistake|accident)\b`,
  String.raw`(?:was|were|had been) (?:\w+ )?(?:careless|negligent|lazy|incompetent|sloppy|irresponsible|to blame|at fault|clueless|reckless|useless|unresponsive)`,
  String.raw`caused (?:the|this|an?) (?:outage|incident|mess|problem|failure)|\w+ed (?:\w+ ){1,4}without (?:asking|telling|testing|checking|warning)|pushed (?:for|through) [^.]{1,40}(?:even though|although|despite)`,
].join('|');
const before = String.raw`(?:had|has|have|just|simply|again|also|clearly|obviously|once more)`;
const byRole = new RegExp(
  String.raw`\b(?<who>${person}|${pronouns}) (?:${before} )?(?<what>${harm})`,
  'gi',
);
const byName = new RegExp(
  String.raw`\b(?<who>[A-Z][a-z]+(?: [A-Z][a-z]+)?) (?:${before} )?(?<what>${harm})`,
  'g',
);
const fault =
  /\b(?:(?:\w+['’]s|their|his|her) (?:fault|carelessness|negligence|incompetence|mistake|sloppiness|laziness|failure to|lack of (?:care|discipline|attention|ownership|skill))|(?:careless|negligent|incompetent|lazy|sloppy|reckless) (?:engineer|developer|team|colleague|manager|deploy|mistake|change|work)|human error|user error|operator error|blame (?:lies|lay|was) (?:with|on))\b/i;
const self = /\b(?:I|we|my|our(?:selves)?|me|myself)\b/i;

type Blamed = { who: string; what: string };

/** *Nobody could have seen it* blames no one; neither does what a team says about itself. */
function isFair({ who, what }: Blamed, said: string): boolean {
  if (/^who$/i.test(who) || (/^(?:nobody|no one)$/i.test(who) && /could/i.test(what))) return true;
  return /^(?:our|my) team$/i.test(who) && self.test(said);
}

const whom = ({ groups }: RegExpExecArray): Blamed => ({
  who: groups?.['who'] ?? '',
  what: groups?.['what'] ?? '',
});

function blamedIn(claim: Claim, grammar: Grammar): Blamed | null {
  const role = Array.from(claim.said.matchAll(byRole), whom).find(
    (one) => !isFair(one, claim.said),
  );
  if (role) return role;
  const name = Array.from(claim.said.matchAll(byName), whom).find(({ who }) => {
    const first = who.split(' ')[0]?.toLowerCase() ?? '';
    const tags = grammar.parse(claim.said).find((word) => word.text === first)?.tags;
    return tags?.has('Person') === true || tags?.has('FirstName') === true;
  });
  if (name) return name;
  const words = fault.exec(claim.said);
  return words &&
    !/\b(?:not|no|never|without|than|rather than|instead of|wasn['’]t) (?:\w+ ){0,3}$/i.test(
      claim.said.slice(0, words.index),
    )
    ? { who: words[0], what: '' }
    : null;
}

export const blame: Rule = {
  id: 'blame',
  title: 'Blame',
  source:
    'Method A9, the language lens: people as the agents of harm; what I would do otherwise is wanted in a story and not flagged',
  languages: ['en'],
  needs: 'grammar',
  find: (story: StoryText, { grammar }) =>
    eachClaim(story, (claim, index) => {
      const found = grammar && english(claim) ? blamedIn(claim, grammar) : null;
      if (!found) return null;
      return about(
        'blame',
        claim,
        index,
        'What made it sensible to them then, with what they knew? What in the system let it through?',
        `“${`${found.who} ${found.what}`.trim()}” makes people the cause.`,
      );
    }),
};
