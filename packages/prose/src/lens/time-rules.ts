import type { Word } from '../story/grammar.ts';
import { patterns, wordAt, type Found, type LensRule } from './rule.ts';

/** What people watch, check or write: its absence is a choice of the organization. */
const practice = String.raw`(?:(?:(?!(?:ways?|to|that|which|where|because|for|was|were|is|are|of|in)\b)[\w/’'-]+|\([^)]{1,30}\))\s+){0,4}?(?:alert\w*|alarm\w*|monitor\w*|observability|visibility|metrics|tests?|testing|checks?|check_lists?|checklists?|documentation|docs|notes|runbooks?|playbooks?|process(?:es)?|procedures?|guidelines?|guides?|reviews?|revision|validation|verification|verifying|safeguards?|limits?|lifecycle|management|communications?|coordination|redundanc\w+|paths?|policy|policies|rules?|locks?|configuration|staff|staging|analysis|training|experience|understanding|knowledge|clues?|context|ownership|owners?|priorit\w+|least-privilege|isolation|backups?|canar\w+|rollback|capacity_planning|circuit_breakers?|retries|tooling|automation|notifications?|war_room|step|privileges?|remediation|robustness|ability|evaluation|waiting|attention|support|governance)\b`;

function isParticiple(word: Word | undefined): boolean {
  if (!word) return false;
  if (word.text.endsWith('ing') || word.tags.has('Determiner') || word.tags.has('Pronoun'))
    return false;
  return (
    word.tags.has('PastTense') ||
    /^(?:been|had|done|gone|known|seen|made|taken|led|put|let|set|cut|hit|read)$/u.test(
      word.text,
    ) ||
    (/[a-z]{2}(?:ed|en)$/u.test(word.text) && !word.tags.has('Noun'))
  );
}

/** *should have* is a duty before a noun, and a counterfactual before a participle. */
function hasParticiple({ end }: Found, words: readonly Word[]): boolean {
  let at = wordAt(words, end);
  // “should’ve” is two words at one place.
  while (
    at !== -1 &&
    (words[at]?.tags.has('Adverb') || words[at]?.tags.has('Negative') || words[at]?.text === 'have')
  )
    at += 1;
  return isParticiple(words[at]);
}

/**
 * An estimate of what did happen (*the attacker could have captured it*, *users should not have had
 * issues*), and thanks (*would not have been possible without*): no other past.
 */
function isEstimate({ start, end }: Found, sentence: string): boolean {
  const before = sentence.slice(Math.max(0, start - 60), start);
  return (
    /\b(?:attackers?|adversar\w+|intruders?|hackers?)\s+(?:\w+ly\s+)?$/iu.test(before) ||
    /\b(?:attackers?|adversar\w+)\b[^.;]*\bthey\s+$/iu.test(sentence.slice(0, start)) ||
    (/\b(?:users?|customers?|visitors?)\s+(?:\w+ly\s+)?$/iu.test(before) &&
      /^(?:should|would)/iu.test(sentence.slice(start))) ||
    /^\s+been\s+possible\s+without\b/iu.test(sentence.slice(end)) ||
    (/^could/iu.test(sentence.slice(start)) && isAbility(before, sentence.slice(end))) ||
    /\b(?:not|never)\s+assume\s+\w+\s+$/iu.test(before)
  );
}

/** *The block could have held more* is an ability; *it could have been avoided* another past. */
function isAbility(before: string, after: string): boolean {
  return !(
    /\b(?:we|i|you|nobody|someone|anyone|everyone|one|teams?|engineers?|reviewers?)\b[^,;]*$/iu.test(
      before,
    ) ||
    /^\s+(?:\w+ly\s+)?(?:be|been|helped|prevented|avoided|saved|reduced|shortened|made)\b/iu.test(
      after,
    ) ||
    /\bif\b/iu.test(after)
  );
}

const modal = String.raw`\b(?:should|could|would|ought_to|need(?:ed)?_to)(?:n['’]?t)?`;

export const timeRules: readonly LensRule[] = [
  {
    id: 'counterfactual',
    name: 'Counterfactual',
    source:
      'Dekker, The Field Guide to Understanding ‘Human Error’; Howie guide, blame-aware language',
    question: 'What did happen, and what made it sensible at the time?',
    places: ['account', 'question'],
    patterns: patterns(
      String.raw`${modal}(?:_(?:not|also|potentially|probably|easily|ideally|never|then|always|otherwise|possibly)){0,2}(?:_have|['’]ve)(?:_not)?(?:_(?:also|potentially|probably|easily|ideally|never|then))?`,
      String.raw`\b(?:if_only|supposed_to_have)\b`,
      String.raw`(?:^|[,;:]\s*)(?:had_(?:we|i|they|he|she|it|the|this|there|\w+s)|if_(?:we|i|they|it|the|this|someone)(?:_[\w’'-]+){0,4}?_had)\b(?=[^.]*\b(?:would|could|might)\b)`,
    ),
    confirm: (found, words, sentence) => {
      const matched = sentence.slice(found.start, found.end);
      if (/\bno\b[^,;:]{0,60}\bthat\s+$/iu.test(sentence.slice(0, found.start))) return false;
      if (/^\W*(?:if|had|supposed)/iu.test(matched)) return true;
      return !isEstimate(found, sentence) && hasParticiple(found, words);
    },
  },
  {
    id: 'deficit',
    name: 'Deficit',
    source: 'Leveson, CAST handbook: “lack of …” explains by what was absent; Dekker, Field Guide',
    question: 'What was there instead, how was it used, and how did it come to be so?',
    places: ['account'],
    patterns: patterns(
      String.raw`\b(?:lack|absence)_of_${practice}`,
      String.raw`(?:^|[:–—]\s*|\s-\s)[^\p{L}]*(?:lack_of|absence_of|(?:insufficient|inadequate|not_enough|no|missing)_${practice})`,
      String.raw`\b(?:did|do|does)(?:_not|n['’]t)_(?:yet_|currently_)?(?:have|receive|get|offer|provide)_(?!to\b)${practice}`,
      String.raw`\b(?:had|has|have|is|was|are|were|existed)_(?:no|not_enough|insufficient|inadequate)_${practice}`,
      String.raw`\black(?:s|ed)?_(?:the_|a_|an_|any_)?${practice}`,
      String.raw`\b(?:is|are|was|were)_missing_(?:a_|an_|any_)?${practice}`,
      String.raw`\b(?:insufficient|inadequate)_${practice}`,
      String.raw`\b(?:we|they|nobody|team)_(?:are|were|was)_not_(?:yet_)?(?:monitoring|using|testing|alerting|tracking)\b`,
      String.raw`\bno_(?:alert\w*|monitoring|monitors?|tests?|checks?)_(?:was|were|is|are|caught|fired|existed|alerted|triggered|configured|setup|set_up|in_place)\b`,
      String.raw`\b(?:alerting|alerts?|monitoring|documentation|tests?)\s+(?:is|was|were|are)_(?:completely_|entirely_|also_)?(?:missing|absent|lacking|insufficient)\b`,
    ),
  },
  {
    id: 'hindsight',
    name: 'Hindsight certainty',
    source: 'Cook, How Complex Systems Fail, 8; Etsy, Debriefing Facilitation Guide',
    question: 'Who could see this at the time, and from what?',
    places: ['account', 'question'],
    patterns: patterns(
      String.raw`\bobvious(?:ly)?\b`,
      String.raw`\bclearly_(?:show\w*|was|were|had|did|saw|visible|wrong|a|the|caused?|indicat\w+|point\w*)\b|(?:^|[.;:]\s*)clearly\b`,
      String.raw`\b(?:of_course|needless_to_say|undoubtedly|no_doubt)\b`,
      String.raw`\b(?:easily|simply)_(?:have_been_)?(?:prevent\w+|avoid\w+|caught|detected|spotted|foreseen)\b|\b(?:predictable|inevitabl[ey]|foreseeable)\b|\bonly_a_matter_of_time\b`,
      String.raw`\b(?:should|could|must)_have_known\b|\bplain_to_see\b|\banyone_(?:can|could|would)_(?:have_)?see\w*\b|\bwarning_signs\b`,
    ),
    confirm: ({ start, end }, _, sentence) => {
      const before = sentence.slice(Math.max(0, start - 40), start);
      const after = sentence.slice(end, end + 20);
      if (
        /\b(?:not|nothing|no|anything|never|isn['’]t|wasn['’]t|any|less|more|un)\s+(?:\w+\s+)?$/iu.test(
          before,
        )
      )
        return false;
      if (
        /\b(?:make|making|made|be|becomes?)\s+(?:it\s+|this\s+)?(?:more\s+|very\s+)?$/iu.test(
          before,
        )
      )
        return false;
      return !/^\s+(?:define|document|state|mark|label)/iu.test(after);
    },
  },
];
