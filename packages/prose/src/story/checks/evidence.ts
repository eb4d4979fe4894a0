import { findSensitive } from '../sensitive.ts';
import { about, eachClaim, type Rule } from './rule.ts';

const strong =
  /\b(?:led|drove|spearheaded|headed|masterminded|owned|architected|single-?handedly|ran the (?:incident|response|whole)|managed the (?:whole|entire|response|incident|recovery|outage)|took charge|was in charge|was the (?:lead|driver|owner|incident commander)|orchestrated)\b|主导|牵头|一手/i;
/**
 * What comes before the strong verb if it is the author's own: *I then led*, *… and drove*, nothing
 * in a bullet.
 */
const ownBefore =
  /(?:\bI\b[^,;:.]{0,30}|\bI\b[^;:.]*\b(?:and|then) (?:\w+ly )?|^\W*(?:\w+ly )?|我[^，。；]{0,6})$/u;
const mine = /\b(?:I|my|me|myself)\b|我/;

export const overclaim: Rule = {
  id: 'overclaim',
  title: 'More than the evidence shows',
  source:
    'Method B5: the actor of the claim is not the actor of the evidence, or the verb is stronger than the part',
  languages: ['en', 'zh'],
  needs: 'evidence',
  find: (story, { evidence }) =>
    eachClaim(story, (claim, index) => {
      const shown = evidence?.[index];
      if (
        !shown ||
        shown.grade === 'no-evidence' ||
        shown.byMe + shown.byOthers === 0 ||
        claim.part === 'S'
      )
        return null;
      const found = strong.exec(claim.said);
      const verb = found && ownBefore.test(claim.said.slice(0, found.index)) ? found[0] : null;
      const isOwn = claim.part === 'A' && (mine.test(claim.said) || claim.isBullet);
      if (isOwn && shown.byMe === 0) {
        return about(
          'overclaim',
          claim,
          index,
          'Which part of this was yours, and what shows it?',
          'What it cites is all by others.',
        );
      }
      if (verb && shown.byMe <= 1 && shown.byOthers >= shown.byMe) {
        const why = `“${verb}” is a strong word; of what it cites ${shown.byMe} is by you and ${shown.byOthers} by others.`;
        return about(
          'overclaim',
          claim,
          index,
          'What else shows that you led it? Or which word fits what is shown?',
          why,
        );
      }
      return null;
    }),
};

export const unsupported: Rule = {
  id: 'unsupported',
  title: 'Nothing shows it',
  source: 'Law 2: every claim cites, or says that it is recalled',
  languages: 'every',
  needs: 'evidence',
  find: (story, { evidence }) =>
    eachClaim(story, (claim, index) =>
      evidence?.[index]?.grade === 'no-evidence'
        ? about(
            'unsupported',
            claim,
            index,
            'What shows this, or do you recall it?',
            'No evidence supports this sentence, and it is not marked as recalled.',
          )
        : null,
    ),
};

export const confidential: Rule = {
  id: 'confidential',
  title: 'Not for outside',
  source: 'R-54: names, hosts, customers and absolute money are generalised before a story leaves',
  languages: 'every',
  needs: null,
  find: (story, { names }) =>
    eachClaim(story, (claim, index) => {
      const found = findSensitive(story.text.slice(claim.start, claim.end), names);
      const first = found[0];
      if (!first) return null;
      const list = found.map((one) => `“${one.text}” (${one.kind})`).join(', ');
      const within = { start: claim.start + first.start, end: claim.start + first.end };
      return about(
        'confidential',
        claim,
        index,
        'Can you share this outside your company?',
        `Contains ${list}.`,
        within,
      );
    }),
};
