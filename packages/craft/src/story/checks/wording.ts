import type { Claim, StoryText } from '../claims.ts';
import { beginsWithDeed, type Grammar, type Word } from '../grammar.ts';
import { quantitiesOf } from '../numbers.ts';
import { about, eachClaim, type Rule } from './rule.ts';

const english = (claim: Claim) => claim.language === 'en' && /[a-z]{2}/i.test(claim.said);

/** Whether a sentence or its label says what the teller did: an *I*, or a bullet that begins with the deed. */
function isMine(claim: Claim, grammar: Grammar): boolean {
  if (/\b(?:I|I['’](?:ve|d|m|ll)|my|me|myself)\b/.test(claim.said)) return true;
  return beginsWithDeed(grammar.parse(claim.said)) || (claim.label !== null && beginsWithDeed(grammar.parse(claim.label)));
}

const deeds =
  'restarted|deployed|redeployed|rolled back|reverted|fixed|added|created|updated|tested|implemented|changed|escalated|restored|mitigated|investigated|migrated|resolved|decided|built|written|rewritten|introduced|set up|configured|moved|switched|removed|disabled|enabled|patched|analy[sz]ed|identified|found|traced|replaced|documented|designed|automated|coordinated|communicated|informed|contacted|reviewed|agreed|put in place|established|organi[sz]ed|checked|verified|cleaned|scaled|tuned|refactored|raised|opened|held|done|made|taken|chosen|run|rebuilt|paused|stopped|drained|improved|shipped|released|rolled out|handled|provisioned|scheduled|postponed|corrected|launched|executed|performed|carried out|prepared|conducted|upgraded|reindexed|copied|notified|assigned|triaged';
const passive = new RegExp(
  String.raw`(?<!n['’]t |\bnot |\bnever )\b(?:was|were|been|being|got|is being|are being)(?: \w+ly| then| also| immediately| later| subsequently| quickly| soon)? (?:${deeds})\b(?! by (?:me|myself)\b)`,
  'i',
);
const byOther = /\bby (?:the|a|an|our|their|another|several|two|three|its|his|her|[A-Z])\s?\w*/;
const collective =
  /^(?:(?:so|then|and|also|after (?:that|this)|together|first|next|finally|later|eventually|once [^,]{1,50}|in the end|because of (?:that|this)|as a (?:team|group)),? ){0,2}(?:we|the team|our team|my team|everyone|the group|people|somebody|someone)\b(?! (?:were|was|had|have|has|are|use|run|own|know|knew|needed|wanted|could|learned|learnt|saw|noticed|heard|believed|thought|did not know|didn['’]t know|agreed with me)\b)/i;
const impersonal =
  /^(?:it (?:was|took)|there (?:was|were|had been)) (?:a |an |some |about |almost |nearly |many |several |lots of |\d+ )?(?:couple of |few |lot of |long |detailed |deep |lengthy )*(?:\w+ )?(?:(?:days?|hours?|weeks?) of )?(?:\w+ ){0,2}(?:investigation|analysis|effort|work|debugging|digging|troubleshooting|triage|testing|discussions?)\b/i;

/** A sentence of action in which nobody can be seen to act, or a group alone. */
function hiddenActor(claim: Claim): 'passive' | 'group' | 'nobody' | null {
  if (impersonal.test(claim.said)) return 'nobody';
  if (collective.test(claim.said)) return 'group';
  // What stands in brackets explains; it tells no step.
  const found = /^[(（]/.test(claim.said) ? null : passive.exec(claim.said);
  return found && !byOther.test(claim.said.slice(found.index)) ? 'passive' : null;
}

const whys = {
  passive: 'The sentence says what was done and leaves out by whom.',
  group: 'A group acts here, and no sentence beside it says what you did.',
  nobody: 'The work is told without anybody who does it.',
};

export const unattributableAction: Rule = {
  id: 'unattributable-action',
  title: 'An action without an actor',
  source: 'Method B5: a bullet without a subject is yours; we is fine beside an I that says what you did',
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
      if (claim.part !== 'A' || !english(claim) || /[?？]\s*(?:\(|$)/.test(claim.said) || isMine(claim, grammar)) return null;
      const hidden = hiddenActor(claim);
      if (!hidden || (hidden === 'group' && isBeside(index))) return null;
      return about('unattributable-action', claim, index, 'Who did this, and which part of it was yours?', whys[hidden]);
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
const improved = /\b(?:improved|enhanced|optimi[sz]ed|streamlined|boosted|strengthened|modernized|modernised)\b/i;

function isDone(words: readonly Word[], index: number): boolean {
  const [word, before, next] = [words[index], words[index - 1], words[index + 1]];
  if (!word) return false;
  // "the supported versions", "is supported", "well-supported": what something is, not what somebody did.
  const isUnderway = word.text.endsWith('ing') && /^(?:am|was|were|been)$/.test(before?.text ?? '');
  if (isUnderway) return true;
  if (before && (before.tags.has('Determiner') || before.tags.has('Copula') || before.tags.has('Adjective') || before.text === 'not')) return false;
  if (next?.text === 'by' || (word.text.endsWith('ing') && before?.tags.has('Preposition'))) return false;
  const subject = words.slice(0, index).findLast((one) => one.tags.has('Noun') || one.tags.has('Pronoun'));
  const isOurs = !subject || /^(?:i|we|my|our|me|us|team|and)$/.test(subject.text) || beginsWithDeed(words);
  return isOurs && (word.tags.has('Verb') || index === 0);
}

export const vagueVerb: Rule = {
  id: 'vague-verb',
  title: 'A vague verb',
  source: 'Method B5: helped, worked on, was involved, handled, supported … without a figure or an object that says what',
  languages: ['en'],
  needs: 'grammar',
  find: (story, { grammar }) =>
    eachClaim(story, (claim, index) => {
      if (!grammar || !english(claim) || claim.part === 'S' || claim.part === 'T') return null;
      if (quantitiesOf(claim.said).length > 0) return null;
      const words = grammar.parse(claim.said);
      const single = words.find((word, at) => vague.has(word.text) && isDone(words, at))?.text;
      const better = improved.exec(claim.said);
      const isOwn =
        better &&
        !/\b(?:an?|the|this|that|its|more|much) $/i.test(claim.said.slice(0, better.index)) &&
        !/\bnot $|n['’]t $/i.test(claim.said.slice(0, better.index));
      const found = single ?? vaguePhrase.exec(claim.said)?.[0] ?? (isOwn && claim.part !== 'L' ? better[0] : undefined);
      if (!found) return null;
      const question = better?.[0] === found ? 'By how much, and how do you know?' : 'What exactly did you do?';
      return about('vague-verb', claim, index, question, `“${found}” does not say what was done.`);
    }),
};

const generic = String.raw`(?:bugs?|issues?|problems?|errors?|mis-?configurations?|misconfig|glitch(?:es)?|mistakes?|defects?|human error|user error|config(?:uration)? (?:error|issue|problem)|network issues?|something wrong)`;
const adjectives = String.raw`(?:(?:a|an|the|some|this|temp|temporary|small|minor|major|weird|strange|simple|certain|critical|subtle|nasty|known|classic|transient|random|technical|software|code|internal|upstream|faulty|wrong|bad|incorrect|broken|unexpected) ){0,4}`;
const cause = new RegExp(
  String.raw`\b(?:(?:caused by|due to|because of|down to|traced (?:it|this|that)? ?(?:back )?to|turned out (?:to be|that (?:it|this) was|it was)|(?:root )?cause (?:was|is|:)|it was|this was|which was|that was|resulted from|came from|blamed on|attributed to) ${adjectives}${generic}|(?:found|fixed|identified|discovered|resolved|spotted|corrected|solved|patched|debugged) ${adjectives}${generic})(?![\w-])(?<behind>[^.;]*)`,
  'i',
);
const unsaid =
  /\b(?:(?:able|managed) to (?:find the )?root[- ]cause|(?:found|identified|determined|discovered|understood|fixed|addressed|eliminated) the (?:true |real |actual |underlying )*(?:root )?cause|root[- ]caused (?:it|this|that|the (?:issue|problem|incident)))(?![\w-])(?<behind>[^.;]*)/i;
/** A component and a condition: what makes a mechanism one. */
const specific =
  /[:(→]|->|\b(?:in|of|on|between|with) (?:the |our |a |an |its )?\p{L}[\p{L}\d_.-]*\b|\b(?:when|where|whenever|after|while|because|that (?:made|let|caused|sent|dropped|read|wrote)|which (?:made|let|caused|sent|dropped|read|wrote)|if|under|since|as soon as)\b|[a-z][A-Z]|_|\d/u;
/** Behind "found the root cause" a mechanism follows a colon, a verb or a place; *since then* is none. */
const told = /[:(→]|->|^,? (?:was|which was|being|in|of|to be)\b/;
/** "The issue with the release", "in production", "on time": nothing is named by that. */
const emptyPlace =
  /\b(?:in|on|of|with) (?:the |our |a )?(?:production|prod|system|code|service|time|it|this|that|release|deployment|application|app|software|end|place|process|question|past|future|morning|night)\b/gi;
const asked = /\b(?:whether|if|know if|maybe|perhaps|suspected|thought|assumed|might|may|could) (?:\w+ ){0,3}$/i;

export const genericMechanism: Rule = {
  id: 'generic-mechanism',
  title: 'The mechanism is not named',
  source: 'Method B5: bug, issue, misconfiguration, human error without the component and the condition',
  languages: ['en'],
  needs: null,
  find: (story) =>
    eachClaim(story, (claim, index) => {
      if (claim.part === 'T' || claim.part === 'L' || !english(claim)) return null;
      const named = cause.exec(claim.said);
      const found = named ?? unsaid.exec(claim.said);
      if (!found || asked.test(claim.said.slice(0, found.index))) return null;
      const behind = (found.groups?.['behind'] ?? '').replaceAll(emptyPlace, ' ');
      if ((named ? specific : told).test(behind)) return null;
      return about(
        'generic-mechanism',
        claim,
        index,
        'In which component, and under which condition?',
        `“${found[0].slice(0, found[0].length - (found.groups?.['behind'] ?? '').length).trim()}” fits any incident.`,
      );
    }),
};

const person = String.raw`(?:(?:the|a|an|another|one|our|my|that|some|their) )?(?:(?:junior|senior|new|other|previous|on-call|former|offshore|same|\w+ing|data|platform|ops|infra|network|backend|frontend|product|security|database|storage|search|payments?|\w+['’]s) ){0,2}(?:engineers?|developers?|devs?|teams?|manager|colleagues?|teammate|coworker|contractors?|interns?|vendors?|analysts?|admins?|dba|qa|ops|operators?|management|leadership|people|guys?|somebody|someone|nobody|no one|reviewers?|architects?|owners?|tech lead|lead|sre|director|partner)(?: \((?:\w+ ?){1,3}\))?`;
const pronouns = String.raw`(?:he|she|they|who)`;
const harm = String.raw`(?:failed to|forgot|neglected|ignored|refused|never (?:bothered|checked|tested|told|replied|answered|responded|read|looked|documented|informed)|should(?:n['’]t)? (?:not )?have|could(?:n['’]t)? (?:not )?have|ought to have|was supposed to|were supposed to|messed|screwed|broke|botched|did(?:n['’]t| not) (?:bother|check|test|care|follow|read|tell|inform|do (?:their|his|her)|understand|review|notice|think|even|update|document|communicate|listen|respond|want)|had(?:n['’]t| not) (?:bothered|tested|checked|read|followed|told|reviewed|documented|informed|updated)|made (?:a|the) (?:\w+ )?(?:mistake|error|blunder)|(?:carelessly|accidentally|mistakenly|wrongly|recklessly|foolishly) \w+|(?:was|were|had been) (?:\w+ )?(?:careless|negligent|lazy|incompetent|sloppy|irresponsible|to blame|at fault|clueless|reckless|useless|unresponsive)|caused (?:the|this|an?) (?:outage|incident|mess|problem|failure)|\w+ed (?:\w+ ){1,4}without (?:asking|telling|testing|checking|warning)|dropped the ball|kept (?:breaking|ignoring)|deleted the wrong|lied|just (?:ignored|blamed))`;
const blamed = new RegExp(
  String.raw`\b(?<who>${person}|${pronouns}|[A-Z][a-z]+(?: [A-Z][a-z]+)?) (?:(?:had|has|have|just|simply|again|also|clearly|obviously|once more) )?(?<what>${harm})`,
  'i',
);
const fault =
  /\b(?:(?:\w+['’]s|their|his|her) (?:fault|carelessness|negligence|incompetence|mistake|sloppiness|laziness|failure to|lack of (?:care|discipline|attention|ownership|skill))|(?:careless|negligent|incompetent|lazy|sloppy|reckless) (?:engineer|developer|team|colleague|manager|deploy|mistake|change|work)|human error|user error|operator error|blame (?:lies|lay|was) (?:with|on))\b/i;
/** Things that are no person, though they read like a name at the start of a sentence. */
const things = /^(?:i|we|it|this|that|there|which|the|you|what|nothing|everything|something|these|those|and|but|so|then|who|had|have|would|if)$/i;
const self = /\b(?:I|we|my|our(?:selves)?|me|myself)\b/i;

function blamedIn(claim: Claim, grammar: Grammar): { who: string; what: string } | null {
  const found = blamed.exec(claim.said);
  const who = found?.groups?.['who'] ?? '';
  if (found && !things.test(who)) {
    const isPerson = new RegExp(String.raw`^(?:${person}|${pronouns})$`, 'i').test(who);
    if (/^who$/i.test(who) || (/^(?:nobody|no one)$/i.test(who) && /could/i.test(found.groups?.['what'] ?? ''))) return null;
    if (isPerson && !(/^(?:our|my) team$/i.test(who) && self.test(claim.said))) return { who, what: found.groups?.['what'] ?? '' };
    if (!isPerson && /^[A-Z]/.test(who)) {
      const name = who.split(' ')[0]?.toLowerCase() ?? '';
      const tags = grammar.parse(claim.said).find((word) => word.text === name)?.tags;
      if (tags?.has('Person') || tags?.has('FirstName')) return { who, what: found.groups?.['what'] ?? '' };
    }
  }
  const words = fault.exec(claim.said);
  return words && !/\b(?:not|no|never|without|than|rather than|instead of|wasn['’]t) (?:\w+ ){0,3}$/i.test(claim.said.slice(0, words.index))
    ? { who: words[0], what: '' }
    : null;
}

export const blame: Rule = {
  id: 'blame',
  title: 'Blame',
  source: 'Method A9, the language lens: people as the agents of harm; what I would do otherwise is wanted in a story and left alone',
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
