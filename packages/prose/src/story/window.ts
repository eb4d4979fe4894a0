const number = String.raw`(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|twenty|thirty|sixty|ninety)`;
const unit = String.raw`(?:seconds?|minutes?|hours?|days?|nights?|weeks?|weekends?|fortnights?|months?|quarters?|years?|sprints?|seasons?|shifts?|mornings?|afternoons?|evenings?|half(?: of (?:the year|20\d\d))?)`;
const month = String.raw`(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)`;
const dated = String.raw`(?:${month}\b|20\d\d|Q[1-4]\b|H[12]\b|spring\b|summer\b|autumn\b|winter\b|black friday\b)`;
const which = String.raw`(?:all|each|every|both|that|this|its|our|the|a|very|same|whole|full|entire|first|second|third|last|next|past|previous|following|subsequent|couple of|few|${number})`;

/**
 * A duration or a date that anyone could look up: `in the seven days after`, `since March`, `from 1
 * June`.
 */
const exact = new RegExp(
  [
    String.raw`\b(?:in|over|within|for|across|during|through|throughout|after)\s(?:${which}[\s-]){0,3}${number}[\s-](?:\w+\s)?${unit}\b`,
    String.raw`\b(?:in|of|on|since|from|until|till|by|during|through|over|between|early|late|mid|all of|last|this|\d{1,2}|\d{1,2}(?:st|nd|rd|th))[\s-](?:the\s|early\s|late\s|mid[\s-])?(?:\w+\s(?:half\s)?of\s)?${dated}`,
    String.raw`\b${month}\s(?:of\s)?\d`,
    String.raw`\bon\s20\d\d-\d\d-\d\d\b`,
    String.raw`\b${number}[\s-](?:days?|nights?|weeks?|months?|quarters?|years?)\s(?:later|after|afterwards|on|in a row|running|before|earlier|ahead|early|period|window)\b`,
    String.raw`(?:\d+|[一两二三四五六七八九十]+)\s?(?:天|周|个月|年|个季度)(?:内|里|来|中)`,
    String.raw`(?:\d+|[一两二三四五六七八九十]+)月(?:份|里|内|底|初|的|，|从|到)|今年|去年|本季度|上季度|[春夏秋冬](?:天|季)|20\d\d\s?年`,
  ].join('|'),
  'i',
);
/**
 * An occasion with its own duration: `in the drill`, `that same afternoon`, `on the day of the
 * change`, `in build 81`, `over the 60 runs`.
 */
const occasion = new RegExp(
  [
    String.raw`\b(?:in|over|within|for|across|during|through|throughout|after|on|at|of)\s(?:${which}\s){0,4}(?:\w+\s)?${unit}\b`,
    String.raw`\b(?:that|this|the) (?:(?:very|same|next|following|first|last) )?${unit}\b`,
    String.raw`\b(?:in|on|during|at|of) (?:an?|the|our|its|this|that|all) (?:[\w-]+ ){0,2}(?:tests?|drills?|trials?|experiments?|benchmarks?|rehearsals?|exercises?|audits?|sale|peak|test sets?|test runs?)\b`,
    String.raw`\b(?:in|on|of|over|across) (?:all |the |our |its )*(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|twelve) (?:\w+ )?(?!(?:milli)?seconds|minutes|hours|points|times)[a-z]{2,}s\b`,
    String.raw`\b(?:in|of|with|since) (?:build|version|release|batch|sprint|v)\s?\d`,
    String.raw`\bby (?:the )?end of\b|\bovernight\b|\btoday\b.*\byesterday\b|当天|当晚|上周`,
  ].join('|'),
  'i',
);
/** Words that name a time without its length. */
const vague = new RegExp(
  [
    String.raw`\b(?:since then|ever since|from then on|afterwards?|subsequently|later on|going forward|over time|recently|soon after|these days|to this day)\b`,
    String.raw`\b(?:in|during|over|for)? ?(?:the )?(?:subsequent|following|next|coming) (?:quarter|months|weeks|days|period|year|time)\b`,
    String.raw`\b(?:in|for) the (?:time|period) (?:after|since)\b`,
    String.raw`\bsince (?:that|this|the) (?:day|night|week|time|moment|changes?|fix|release|incident|deploy\w*|migration|outage|rollout|switch|move|launch)\b`,
    '从此|从那以后|此后|自那以后|后来|之后',
  ].join('|'),
  'i',
);

/**
 * The time range of a change: exact, vague (`since then`), or missing. Exact ones take precedence.
 */
export function findTimeRange(text: string): { text: string; isVague: boolean } | null {
  const found = exact.exec(text)?.[0];
  if (found) return { text: found.trim(), isVague: false };
  const open = vague.exec(text)?.[0];
  if (open) return { text: open.trim(), isVague: true };
  const then = occasion.exec(text)?.[0];
  return then ? { text: then, isVague: false } : null;
}
