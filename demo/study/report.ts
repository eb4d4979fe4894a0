import type { SectionKind } from '@debrief/contract';

/** A section of the report: paragraphs, and lists where a paragraph is an array. `[[key]]` cites an event or an entry by its key, `[["words"]]` the record. */
export interface SectionPlan {
  kind: SectionKind;
  text: (string | string[])[];
}

export const sections: SectionPlan[] = [
  {
    kind: 'summary',
    text: [
      'From Monday 5 December, 7 pm, to Tuesday, 2:36 pm (New York), search did not find what vendors had newly listed [[begins]]. The listings were saved and opened by their links [["They open fine if I have the direct link!"]]; 3,896 of them, of 1,142 vendors, could not be found [[counts]].',
      'The alias that search reads lacked the collection of the day [[found]]. A parameter had been renamed on Sunday, the daily job still passed the old name, and the function took it without a word [[f-opts]]. The alert that looks for a new listing had matched nothing for thirteen days [[f-silent]].',
      'Support called it, seven minutes of work found it, and one command repaired it [[paged]][[applied]].',
    ],
  },
  {
    kind: 'event',
    text: [
      'A search asks one alias, a name for a list of collections, one for each of the last days [["An alias is a name for a list of collections."]]. Since Sunday the daily job had made its collections two days ahead and added none of them to that list [[f-alias]]. On Monday at 7 pm New York time the day of the collections turned over, and whatever was listed from then on went where no search looks [[begins]].',
    ],
  },
  {
    kind: 'impact',
    text: [
      'Vendors wrote that their new listings did not show up; 29 tickets had come when search was paged, 41 in the end [[paged]][["41 tickets so far."]]. To wake a listing up, 61 vendors made it again: 236 second copies, four of them with orders [[i-data]].',
      'Two people who were not on call left their evening for it [[i-employees]]. How many orders were lost cannot be said, because an item that nobody finds leaves no trace [[q-orders]].',
    ],
  },
  {
    kind: 'takeaways',
    text: [
      [
        '“Working” meant five different things that day: the catalog published, the broker delivered, the indexer wrote, search answered, and no listing was found [["so from where I sit it \\"works\\""]][[f-unseen]].',
        'Quiet looked like well: fewer pages read as success while one of the rules had stopped asking [[pages-down]][[f-silent]].',
        'The question that found it came from the newest person in the room, who nearly did not post it [[f-question]].',
        'People could act fast because what they did could be undone with one command [[f-undoable]].',
      ],
    ],
  },
  {
    kind: 'trigger',
    text: [
      'On Sunday, 4 December, index-tooling 1.14.0 went out with a train of eleven changes; it renamed a parameter of update_alias [[train]]. The rename was small, reviewed, and meant to let a second caller use the same function [["so that the write alias can use the same function"]].',
    ],
  },
  {
    kind: 'contributors',
    text: [
      'The daily job passed the old name, and update_alias took any name that it did not know [[mechanism]][[f-opts]]. Its test mocks the function and holds that the old name is passed; the dry run ends before the alias is touched [[f-checks]]. A newcomer had seen “0 to add” in dev the day before, where it means nothing [[zero-to-add]].',
      'The person who wrote most of the tooling had moved to another team in September [[f-owner]].',
      'The rules of the alerts were made from one template before the freeze, and one of them asked for a label that its metric does not carry [[template]][[rule-empty]]. Three such services had been noticed and were taken for a matter of looks [[cosmetic]].',
    ],
  },
  {
    kind: 'mitigators',
    text: [
      'Bulk imports were paused for the holidays and it was a Tuesday afternoon, so that a third of the usual listings and of the evening’s searches were concerned [[f-quiet-season]]. The job makes its collections two days ahead, which left room to mend it by day [["two days of room, that\'s what the two days are for"]].',
      'The former owner, who was at dinner, knew that the sync would take the change out again at a quarter to three; the file had it in time [[d-by-hand]][[file]].',
    ],
  },
  {
    kind: 'difficulties',
    text: [
      'Support had seen the pattern at noon and was told that search was green [[pattern]][[green]]. Moderation had explained the same words the week before, so the first reports were answered with its text [[macro]][[f-words]].',
      'Two alerts of other changes stood on the screen when search was paged, and each took a colleague to rule out [[noise]][[h-errors]][[h-broker]]. Merchandising had suspected the cache at eleven and purged it [[h-cdn]].',
      'The accounts of the first report differ: the night shift’s tickets begin at 8:52 pm, the support lead remembers half past one [[support-1-30]][[q-first]].',
    ],
  },
  {
    kind: 'risks',
    text: [
      'Fifteen of the 212 alert rules returned nothing on the day after; twelve of them for the same label [[f-rules]]. Administrator rights on the search cluster outlive a change of team [[f-rights]].',
    ],
  },
  {
    kind: 'detection',
    text: [
      'A probe looked for a new listing every five minutes and wrote “not found” 235 times; the number stood in no dashboard that anybody looks at [[probe]][["The number existed all the time."]]. People noticed it: vendors, then support, who made a test listing to have proof [[mug]].',
    ],
  },
  { kind: 'follow-ups', text: [] },
  { kind: 'questions', text: [] },
  { kind: 'timeline', text: [] },
  {
    kind: 'people',
    text: [
      'The review was led by a data analyst of vendor analytics, who is in none of the teams and was not part of it [["He was not in it, is not in any of the teams and has done two before."]].',
    ],
  },
  {
    kind: 'background',
    text: [
      [
        'Collection: a physical index with documents in it; skus_base is the large one, beside it stands one small collection for each day [["A collection is a physical thing with documents in it."]].',
        'Alias: a name for a list of collections. Queries go to skus_read only [["Queries only ever go to the alias"]].',
      ],
    ],
  },
];
