import type { Claim } from '../claims.ts';
import { beginsWithDeed, type Grammar, type Word } from '../grammar.ts';
import { findQuantities } from '../numbers.ts';
import { about, eachClaim, type Rule } from './rule.ts';

/** Whether the English words of a rule apply to a sentence. */
export const english = (claim: Claim) => claim.language === 'en' && /[a-z]{2}/i.test(claim.said);

/**
 * Whether a sentence or its label says what the author did: an *I*, or a bullet that starts with
 * the action.
 */
function isMine(claim: Claim, grammar: Grammar): boolean {
  if (/\b(?:I|I['’](?:ve|d|m|ll)|my|me|myself)\b/.test(claim.said)) return true;
  return (
    beginsWithDeed(grammar.parse(claim.said)) ||
    (claim.label !== null && beginsWithDeed(grammar.parse(claim.label)))
  );
}

const deeds =
  'restarted|deployed|redeployed|rolled back|reverted|fixed|added|created|updated|tested|implemented|changed|escalated|restored|mitigated|investigated|migrated|resolved|decided|built|written|rewritten|introduced|set up|configured|moved|switched|removed|disabled|enabled|patched|analy[sz]ed|identified|found|traced|replaced|documented|designed|automated|coordinated|communicated|informed|contacted|reviewed|agreed|put in place|established|organi[sz]ed|checked|verified|cleaned|scaled|tuned|refactored|raised|opened|held|done|made|taken|chosen|run|rebuilt|paused|stopped|drained|improved|shipped|released|rolled out|handled|provisioned|scheduled|postponed|corrected|launched|executed|performed|carried out|prepared|conducted|upgraded|reindexed|copied|notified|assigned|triaged|collected|gathered|re-?organi[sz]ed|flashed|reflashed|swapped|exchanged|soldered|resoldered|rotated|revoked|replayed|measured|compared|submitted|pulled|recalled|cleared|emptied|negotiated|discussed|planned|announced|interviewed|retrained|trained|validated|audited|inspected|isolated|bisected|profiled|captured|recorded|reproduced|simulated|calibrated|rewired|unplugged|power-?cycled|rebooted|reinstalled|wiped|approved|signed off|ordered|adjusted|adapted|extended|shortened|rearranged|merged|pinned|hardened|quarantined|asked for|brought in|called in|set';
const passive = new RegExp(
  String.raw`(?<!n['’]t |\bnot |\bnever )\b(?:was|were|been|being|got|is being|are being)(?: \w+ly| then| also| immediately| later| subsequently| quickly| soon)? (?:${deeds})\b(?! by (?:me|myself)\b| in (?:version |release |build )?v?\d+\.\d)`,
  'i',
);
const byOther = /\bby (?:the|a|an|our|their|another|several|two|three|its|his|her|[A-Z])\s?\w*/;
const collective =
  /^(?:(?:so|then|and|also|after (?:that|this)|together|first|next|finally|later|eventually|once [^,]{1,50}|in the end|because of (?:that|this)|as a (?:team|group)|(?:after|before|during|within|over|in|on|at|by|for|with|since|thanks to|despite) [^,]{1,40}?),? ){0,2}(?:we|the (?:team|squad|crew|group)|(?:our|my) (?:whole )?(?:team|squad|crew|group|department|colleagues|people)|everyone|everybody|people|somebody|someone)\b(?! (?:were|was|had|have|has|are|use|run|own|know|knew|needed|wanted|could|learned|learnt|saw|noticed|heard|believed|thought|did not know|didn['’]t know|agreed with me)\b)/i;
const impersonal =
  /^(?:it (?:was|took)|there (?:was|were|had been)) (?:a |an |some |about |almost |nearly |many |several |lots of |\d+ )?(?:couple of |few |lot of |long |detailed |deep |lengthy )*(?:\w+ )?(?:(?:days?|hours?|weeks?) of )?(?:\w+ ){0,2}(?:investigation|analysis|effort|work|debugging|digging|troubleshooting|triage|testing|discussions?)\b/i;

/** A sentence of action without a visible actor, or with only a group. */
function hiddenActor(claim: Claim): 'passive' | 'group' | 'nobody' | null {
  if (impersonal.test(claim.said)) return 'nobody';
  if (collective.test(claim.said)) return 'group';
  // Text in brackets is an explanation, not a step.
  const found = /^[(（]/.test(claim.said) ? null : passive.exec(claim.said);
  return found && !byOther.test(claim.said.slice(found.index)) ? 'passive' : null;
}

const whys = {
  passive: 'The sentence says what was done but not who did it.',
  group: 'A group acts here, and no sentence next to it says what you did.',
  nobody: 'The sentence names no one who does the work.',
};

export const unattributableAction: Rule = {
  id: 'unattributable-action',
  title: 'An action without an actor',
  source:
    'Method B5: a bullet without a subject is yours; we is fine next to an I that says what you did',
  languages: ['en'],
  needs: 'grammar',
  find: (story, { grammar }) => {
    if (!grammar) return [];
    const isBeside = (index: number) =>
      [index - 2, index - 1, index + 1].some((at) => {
        const other = story.claims[at];
        return other?.part === 'A' && isMine(other, grammar);
      });
    return eachClaim(story, (claim, index) => {
      if (
        claim.part !== 'A' ||
        !english(claim) ||
        /[?？]\s*(?:\(|$)/.test(claim.said) ||
        isMine(claim, grammar)
      )
        return null;
      const hidden = hiddenActor(claim);
      if (!hidden || (hidden === 'group' && isBeside(index))) return null;
      return about(
        'unattributable-action',
        claim,
        index,
        'Who did this, and which part of it was yours?',
        whys[hidden],
      );
    });
  },
};

const vague = new Set(
  'helped helping assisted assisting handled handling supported supporting participated participating leveraged contributed involved facilitated engaged collaborated liaised'.split(
    ' ',
  ),
);
const vaguePhrase =
  /(?<!\b(?:it|that|this|which|fix|patch|change|trick) )\b(?:worked (?:closely |together |hard |a lot |extensively )*(?:on|with|towards?|across|around|in)|(?:was|were|got|been|being) (?:heavily |closely |deeply |actively |very |also )?(?:involved|part of|engaged|responsible for (?:various|several|different|many))|took part|played (?:a|an|my) (?:\w+ )?(?:role|part)|looked (?:into|after)|dealt with|took care of|had a hand|did (?:a lot of|various|some) (?:work|things|stuff)|touched on|was on top of|drove (?:alignment|synergy|improvements?|engagement|excellence)|made (?:things|it|everything) better)\b/i;
/**
 * A vague opening that continues with what was found or done: *looked into the dump and saw a
 * null*.
 */
const saysMore =
  /\b(?:and|until|where)(?: then)?(?: I)? (?:saw|found|noticed|spotted|read|wrote|measured|compared|counted|moved|turned|replaced|copied|cut|set|took|sent|told)\b/i;
/** How long something was done is not its object: *supporting the team since two years*. */
const howLong = /\b(?:since|for)\s$/i;
const improved =
  /\b(?:improved|enhanced|optimi[sz]ed|streamlined|boosted|strengthened|modernized|modernised)\b/i;

function isDone(words: readonly Word[], index: number): boolean {
  const [word, before, next] = [words[index], words[index - 1], words[index + 1]];
  if (!word) return false;
  // "the supported versions", "is supported", "well-supported": what something is, not what someone
  // did.
  const isUnderway = word.text.endsWith('ing') && /^(?:am|was|were|been)$/.test(before?.text ?? '');
  if (isUnderway) return true;
  if (
    before &&
    (before.tags.has('Determiner') ||
      before.tags.has('Copula') ||
      before.tags.has('Adjective') ||
      before.text === 'not')
  )
    return false;
  if (next?.text === 'by' || (word.text.endsWith('ing') && before?.tags.has('Preposition')))
    return false;
  const subject = words
    .slice(0, index)
    .findLast((one) => one.tags.has('Noun') || one.tags.has('Pronoun'));
  const isOurs =
    !subject || /^(?:i|we|my|our|me|us|team|and)$/.test(subject.text) || beginsWithDeed(words);
  return isOurs && (word.tags.has('Verb') || index === 0);
}

export const vagueVerb: Rule = {
  id: 'vague-verb',
  title: 'A vague verb',
  source:
    'Method B5: helped, worked on, was involved, handled, supported … without a figure or an object that says what',
  languages: ['en'],
  needs: 'grammar',
  find: (story, { grammar }) =>
    eachClaim(story, (claim, index) => {
      if (!grammar || !english(claim) || claim.part === 'S' || claim.part === 'T') return null;
      if (findQuantities(claim.said).some((one) => !howLong.test(claim.said.slice(0, one.start))))
        return null;
      const words = grammar.parse(claim.said);
      const single = words.find((word, at) => vague.has(word.text) && isDone(words, at))?.text;
      const better = improved.exec(claim.said);
      const isOwn =
        better &&
        !/\b(?:an?|the|this|that|its|more|much) $/i.test(claim.said.slice(0, better.index)) &&
        !/\bnot $|n['’]t $/i.test(claim.said.slice(0, better.index));
      const phrase = vaguePhrase.exec(claim.said);
      const found = single ?? phrase?.[0] ?? (isOwn && claim.part !== 'L' ? better[0] : undefined);
      if (
        !found ||
        (!single && phrase && saysMore.test(claim.said.slice(phrase.index + phrase[0].length)))
      )
        return null;
      const question =
        better?.[0] === found ? 'By how much, and how do you know?' : 'What exactly did you do?';
      return about('vague-verb', claim, index, question, `“${found}” does not say what was done.`);
    }),
};
