/** Sentences that state no fact about the past, each with the reason why it needs no citation. */
const noFact: readonly RegExp[] = [
  // Intentions and proposals.
  /^(?:we|i|they|the \w+(?: \w+)?) (?:will|should|plans?|intends?|wants?|hopes?|needs?|suggests?|proposes?)\b|^(?:we|they|the \w+(?: \w+)?) (?:are|is) (?:going|planning) to\b/i,
  /^(?:let'?s|let us|please|see|read|note that|for (?:details|more)|to be)\b|\b(?:has|have|needs?|ought|is|are) to be\b|\b(?:should|must|shall) be\b|^it would be\b/i,
  /^(?:next|this coming) (?:week|month|quarter|sprint|year)\b(?!.*\b(?:was|were|had)\b)/i,
  // What is explicitly unknown.
  /\b(?:do(?:es)? not|don['’]t|doesn['’]t|can ?not|can['’]t) (?:yet )?(?:know|say|tell)\b|\bcan ?not be (?:said|told|known)\b|\b(?:nobody|no one) (?:can (?:say|tell)|knows)\b/i,
  /\b(?:is|are) (?:still |as yet )?(?:not (?:yet )?(?:clear|known|certain)|unclear|unknown|an open question)\b|\bremains? (?:to be|unclear|open|unknown)\b|^(?:perhaps|maybe|possibly)\b/i,
  // An explicit recollection is a different kind of claim.
  /^as (?:the |our )?(?:[\w’'-]+ ){1,4}(?:remembers?|recalls?)\b|^(?:from|by|to) (?:the |my |our |their )?(?:memory|recollection)\b|^in (?:the |my |our )?(?:memory|recollection) of\b/i,
  // Thanks, opinions, lessons.
  /^(?:many )?thanks\b|^(?:we|i) (?:thank|believe|think|feel|find|hope|consider|are (?:grateful|glad|proud|sorry))\b|\bin (?:our|my) (?:opinion|view|eyes)\b|^(?:the|our|my|a|one) (?:lesson|takeaway|learning|moral)\b/i,
  /^it is (?:\w+ )?(?:easy|hard|difficult|tempting|good|useful|worth|important|better|natural|human)\b/i,
  // What might have been.
  /\b(?:would|could|might|should)(?: not|n['’]t)? have\b|^(?:if|had|were|without|suppose|imagine)\b.*\b(?:would|could|might)\b|\b(?:hätte|wäre|würde)[nt]?\b|^(?:如果|要是|假如)/iu,
  // Definitions.
  /^\S+(?: \S+){0,2}: an? \p{L}|\bmeans? that\b|\bwe (?:mean|call)\b|\b(?:stands|is short) for\b|^(?:an? |“)[^,.]{1,30} (?:is|are) (?:an?|the|what)\b/iu,
];
/** References to other parts of the document; with a number they state a fact. */
const signpost =
  /^(?:this|the|our|a) (?:\w+ )?(?:page|section|report|document|review|table|graph|chart|diagram|note|glossary|appendix|draft|summary)\b|^this is an? \w+\.?$|^(?:what follows|in what follows|below|above|here)\b|^(?:details|times|figures|names|numbers|links|terms|more)\b.*\b(?:are|is|come|stand)\b|^we (?:describe|show|list|begin|use|tell)\b/i;

/** English verbs in the past tense; ambiguous forms count if nothing before them means *now*. */
const past = new RegExp(
  [
    String.raw`\b(?:was|were|had|did|became|began|broke|brought|built|bought|came|caught|chose|drew|drove|fell|felt|fought|found|fled|flew|forgot|froze|gave|got|grew|heard|held|hid|hung|kept|knew|laid|led|left|lent|lost|made|meant|met|overran|paid|ran|rang|rose|said|sank|sat|saw|sent|shook|shrank|slept|slid|sought|sold|spent|spoke|stood|stole|struck|stuck|swept|swung|took|taught|tore|thought|threw|told|understood|went|woke|won|wore|wrote|withdrew)\b`,
    String.raw`(?<!\b(?:is|are|be|being|been|to|will|can|may|must|should|that|which|who)(?: \p{L}+(?:ly|er))? )\b\p{L}{2,}(?<!\b(?:need|speed|feed|exceed|succeed|proceed|indeed|seed|bleed|unneed))ed\b`,
    String.raw`(?<!\b(?:to|will|can|may|must|should|would|could|not|do|does|the|an?|this|that|each|per|is|are) )\b(?:cost|cut|hit|let|put|set|shut|split|spread|burst|read)\b(?! (?:is|are|of)\b)`,
    String.raw`\b(?:has|have) (?:not |never |since |already |only )?\p{L}+(?:ed|en|ne|t|n)\b`,
  ].join('|'),
  'iu',
);
/**
 * A statement in the present is about these systems if it names one; *backups are only as good …*
 * is about all.
 */
const ofOurs =
  /^(?:the|our|this|these|that|those|its|their|each|every|no|all|both|neither|none|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|some|most|many|several|nothing|nobody|there|on|at|in|since|for|only|any)\b|\b(?:our|this|these|here|today)\b/i;
/** Small words that no other language in Latin letters has. */
const english =
  /\b(?:the|of|to|and|is|are|was|were|it|for|by|with|that|not|who|when|what|those|they|their|we|our|from|than|which|has|have|had|did|can|be|only|at)\b/i;
const figure =
  /\p{N}|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|hundred|thousand|half) (?:of )?(?:the |our )?\p{L}+/iu;

function countWords(sentence: string): number {
  const han = sentence.match(/\p{Script=Han}/gu)?.length ?? 0;
  return (
    sentence
      .split(/\s+/)
      .filter((word) => /[\p{L}\p{N}]/u.test(word) && !/\p{Script=Han}/u.test(word)).length +
    Math.floor(han / 1.5)
  );
}

/**
 * Whether a sentence states a fact about the past that a citation could show, unlike those listed
 * in `noFact`: questions, headings, intentions, signposts, definitions, explicit recollections,
 * general truths and what might have been. English is judged by its verbs, other languages by
 * numbers and length.
 */
export function statesFact(sentence: string): boolean {
  const said = sentence.replace(/^[\s•*–—-]+/u, '').trim();
  const words = countWords(said);
  const hasFigure = /\p{N}/u.test(said);
  if (words < (hasFigure ? 2 : 4) || /[?？:：]$/.test(said) || noFact.some((one) => one.test(said)))
    return false;
  const isClosed = /[.!。！…]['"”’)\]]?$/u.test(said);
  if (words < 6 && !isClosed) return false;
  if (hasFigure) return true;
  if (signpost.test(said)) return false;
  if (/\p{Script=Han}/u.test(said) || !english.test(said)) return isClosed;
  return past.test(said) || figure.test(said) || (isClosed && ofOurs.test(said));
}
