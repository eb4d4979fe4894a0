const roles = [
  'engineers?|developers?|devs?|teams?|manager|managers|colleagues?|teammate|coworker|contractors?|subcontractors?|consultants?|interns?|vendors?|suppliers?',
  'analysts?|admins?|administrators?|technicians?|testers?|dba|qa|ops|operators?|operations|marketing|sales|management|leadership|people|guys?|staff|employees?',
  'somebody|someone|nobody|no one|reviewers?|architects?|designers?|owners?|tech lead|lead|boss|sre|director|partners?|department|agency',
].join('|');
/** Words between an article and its noun; a preposition there starts another noun phrase. */
const between = String.raw`(?:(?!(?:of|that|which|by|for|from|with|to|in|on|and|or|was|were|is|had|has)\b)[\w'’-]+ ){0,3}`;
/** A person or team as a sentence names them: *the on-call engineer*, *our vendor (Acme)*. */
export const person = String.raw`(?:(?:the|a|an|another|one|our|my|that|some|their) ${between}|(?:on-call|data|platform|network|security|\w+['’]s) )?(?:${roles})(?: (?:in|of|from|on) (?:the |our |their )?(?:\w+ ){0,2}?(?:team|side|department|group|company))?(?: \((?:\w+ ?){1,3}\))?`;
