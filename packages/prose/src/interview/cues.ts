import type { CueKind } from '@debrief/contract';

interface Cue {
  kind: CueKind;
  pattern: RegExp;
  /** Starts with how or what, never with why or who (Allspaw, The Infinite Hows). */
  question: string;
}

/**
 * Cue → what to ask about, the most telling first: a sentence gets the question of its first cue.
 * From Etsy's Debriefing Facilitation Guide (table of cues), Klein's and Dekker's categories in
 * PagerDuty's retrospective guide, and Frantz.
 */
export const cues: readonly Cue[] = [
  {
    kind: 'obvious',
    pattern:
      /\b(?:obvious(?:ly)?|of course|clearly|everyone knows|goes without saying|needless to say)\b/iu,
    question: 'What made that clear to you, and how clear would it be to everyone here?',
  },
  {
    kind: 'cause',
    pattern:
      /\broot cause\b|\b(?:the|our) (?:cause|culprit|reason|problem) (?:is|was)\b|\b(?:is|was|are|were|been) (?:caused|triggered) by\b|\bbecause of the\b/iu,
    question: 'How did you come to that, and what else had to be true for it to happen?',
  },
  {
    kind: 'judged-person',
    pattern:
      /\b(?:i|we|you|he|she|they|someone|(?:any|every|some)(?:one|body)) (?:should|could)(?:n['’]t| not)?(?: have|['’]ve) \w+|\bif only\b|\b(?:hasty|careless|sloppy|reckless|my bad|my fault|(?:his|her|their|your) fault|(?:i|we|they|he|she) forgot)\b/iu,
    question: 'What made it sensible at the time, and what could be seen then?',
  },
  {
    kind: 'knew',
    pattern:
      /(?<!\b(?:if|before|until|when|do|did|once|as|that|how|far as) )\b(?:i|we)(?: already)? (?:knew|know|remember(?:ed)?|recall(?:ed)?)\b|\b(?:i|we)(?:['’]ve| have) seen (?:this|that|it)\b/iu,
    question:
      'How did you know: from something you had heard, or from something you had seen before?',
  },
  {
    kind: 'model',
    pattern:
      /\b(?:usually|normally|always|typically|by default|by design|in theory|supposed to|is meant to|should (?:be|have|only|never)|every (?:time|day|night|morning|week))\b/iu,
    question:
      'How often is it like that? What comes before and after, and what would another way look like?',
  },
  {
    kind: 'decision',
    pattern:
      /\blet['’]s (?!see\b)\w+|\b(?:we|i)(?:['’]ll| will|['’]m going to|['’]re going to| are going to| am going to|['’]d rather| decided to) (?:not )?(?:keep|leave|wait|stop|roll|revert|fail|switch|add|remove|pause|hold|try|restart|page|call|put|move|use|skip|do|park|turn|take|start|stay|go)\b|\bdecid(?:ed|ing)\b|\b(?:rolling|rolled|failing|failed|switching|switched) (?:it |this )?(?:back|over)\b|\bno (?:failover|rollback)\b/iu,
    question:
      'What brought you to that decision, and in what situation would you do something else?',
  },
  {
    kind: 'feeling',
    pattern:
      /\b(?:worried|worr(?:y|ies)|nervous|afraid|scared|frustrat\w+|confiden\w+|confus\w+|annoy\w+|relie(?:f|ved)|surpris\w+|panic\w*|stress\w*|uncomfortable|not comfortable|(?:don['’]t|do not) like|hate)\b/iu,
    question: 'What else was going on then, and at what point did that feeling start?',
  },
  {
    kind: 'judgment',
    pattern:
      /(?<!\bif (?:it|that|this|they) )\b(?:is|was|are|were|['’]s|looks?|looked)(?: all| just| still| now| completely)? (?:not )?(?:broken|down|dead|stuck|fine|ok(?:ay)?|good|healthy|normal|green|red|wrong|bad|stale|slow|missing|empty|unrelated|nominal)\b|(?<!\bif )\b(?:it['’]?s|it is|that['’]?s|that is) not (?:the|a|an|our)\b|^not the\b/iu,
    question: 'How could you tell? What tipped you off, and when did you first see it?',
  },
  {
    kind: 'help',
    pattern:
      /\b(?:can|could|would) (?:you|someone|anyone|anybody|one of you)\b|\b(?:does|has|is) any(?:one|body)\b|\bany(?:one|body) (?:know|seen|from|here)\b|\b(?:i|we)(?:['’]ve| have)? (?:paged|pinged|called in|pulled in)\b|\b(?:paging|pinging|calling in|pulling in|looping in) \w+|\bneed (?:help|someone|a hand)\b/iu,
    question: 'What showed you that it was time to ask, and how did you know where to turn?',
  },
  {
    kind: 'observation',
    pattern:
      /\b(?:seem(?:s|ed)?|looks? like|weird|strange|odd(?:ly)?|funny|unusual|interesting|(?:i|we)(?:['’]m| am|['’]re| are)? (?:see(?:ing)?|saw|hear(?:d)?|notic(?:e|ed|ing))|spik(?:e|ed|ing)|dropp(?:ed|ing)|flat|not on the list|nothing (?:for|in|since)|still 0|0 hits)\b/iu,
    question: 'What were you looking at in that moment, and what stood out?',
  },
  {
    kind: 'action',
    pattern:
      /(?:^|\b(?:i|we)(?:['’]ve| have)?(?: just| now)? )(?:restart(?:ed|ing)|ran|running|deploy(?:ed|ing)|revert(?:ed|ing)|disabl(?:ed|ing)|enabl(?:ed|ing)|purg(?:ed|ing)|delet(?:ed|ing)|add(?:ed|ing)|chang(?:ed|ing)|switch(?:ed|ing)|appli(?:ed)|applying|kill(?:ed|ing)|scal(?:ed|ing)|silenc(?:ed|ing)|stopp(?:ed|ing)|start(?:ed|ing)|turn(?:ed|ing)|open(?:ed|ing)|clos(?:ed|ing)|mov(?:ed|ing)|pinn(?:ed|ing)|merg(?:ed|ing)|check(?:ed|ing))\b/iu,
    question: 'What other courses of action did you see, and what pressures were there?',
  },
  {
    kind: 'expertise',
    pattern:
      /\b(?:expect(?:ed|ing|s)?|last time|like (?:in|last)|same as|the difference|unlike|only (?:when|if)|means that|which means)\b/iu,
    question:
      'What does normal look like here, what made this special, and what did you expect next?',
  },
];

/** Howie: start with their view, before anything that the record says. */
export const openers: readonly string[] = [
  'How did you get involved?',
  'What did you understand at that point?',
  'What happened, from your point of view?',
];

/** Klein's groups and Howie: about the technology and its history, for any interview. */
export const furtherQuestions: readonly string[] = [
  'How does this technology work, and how did it come to be like this?',
  'What was the business reason for the work that was going on?',
  'What goals and pressures were in conflict?',
  'How would someone find this out if you were on vacation?',
];
