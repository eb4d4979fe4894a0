import { about, eachClaim, type Rule } from './rule.ts';
import { english } from './wording.ts';

const generic = String.raw`(?:bugs?|issues?|problems?|errors?|mis-?configurations?|misconfig|glitch(?:es)?|mistakes?|defects?|faults?|human error|user error|config(?:uration)? (?:error|issue|problem)|network issues?|something wrong)`;
const adjectives = String.raw`(?:(?:a|an|the|some|this|temp|temporary|small|minor|major|weird|strange|simple|certain|critical|subtle|nasty|known|classic|transient|random|technical|software|code|internal|upstream|faulty|wrong|bad|incorrect|broken|unexpected|network|hardware|database|server|system|infrastructure|connectivity|connection|performance|cloud|application|platform|security|data|deployment|firmware|driver) ){0,4}`;
const badSetting = String.raw`(?:(?:a|an|the|some) )?(?:faulty|wrong|bad|incorrect|broken|invalid) (?:config(?:uration)?|settings?|setup|deploy(?:ment)?|release|code)`;
const cause = new RegExp(
  String.raw`\b(?:(?:caused by|due to|because of|down to|traced (?:it|this|that)? ?(?:back )?to|turned out (?:to be|that (?:it|this) was|it was)|(?:root )?cause (?:was|is|:)|it was|this was|which was|that was|resulted from|came from|blamed on|attributed to|(?:problem|reason|culprit|issue) was) (?:${adjectives}${generic}|${badSetting})|(?:found|fixed|identified|discovered|resolved|spotted|corrected|solved|patched|debugged) (?:out )?(?:that )?(?:there (?:was|were|had been) )?${adjectives}${generic}|^(?:${adjectives}${generic}|${badSetting}) (?:led to|caused|resulted in|brought down|took down)|(?:somebody|someone|we|they|people) made ${adjectives}mistakes?)(?![\w-])(?<behind>[^.;]*)`,
  'i',
);
const unsaid =
  /\b(?:(?:able|managed) to (?:find the )?root[- ]cause|(?:found|identified|determined|discovered|understood|fixed|addressed|eliminated) the (?:true |real |actual |underlying )*(?:root )?cause|root[- ]caused (?:it|this|that|the (?:issue|problem|incident)))(?![\w-])(?<behind>[^.;]*)/i;
/** A component and a condition: what makes a mechanism specific. */
const specific =
  /[:(→]|->|\b(?:in|of|on|between|with) (?:the |our |a |an |its )?\p{L}[\p{L}\d_.-]*\b|\b(?:when|where|whenever|after|while|because|that (?:made|let|caused|sent|dropped|read|wrote)|which (?:made|let|caused|sent|dropped|read|wrote)|if|under|since|as soon as)\b|[a-z][A-Z]|_|\d/u;
/**
 * After "found the root cause" a mechanism follows with a colon, a verb or a place; *since then* is
 * none.
 */
const told = /[:(→]|->|^,? (?:was|which was|being|in|of|to be)\b/;
/** "The issue with the release", "in production", "on time": these name nothing. */
const emptyPlace =
  /\b(?:in|on|of|with) (?:the |our |a )?(?:production|prod|system|code|service|deploy|rollout|time|it|this|that|release|deployment|application|app|software|end|place|process|question|past|future|morning|night)\b/gi;
const asked =
  /\b(?:whether|if|know if|maybe|perhaps|suspected|thought|assumed|might|may|could) (?:\w+ ){0,3}$/i;

export const genericMechanism: Rule = {
  id: 'generic-mechanism',
  title: 'The mechanism is not named',
  source:
    'Method B5: bug, issue, misconfiguration, human error without the component and the condition',
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
