import type { SectionKind } from '@debrief/contract';

/** A section of the report: paragraphs, and an array for a list. `[[key]]` cites an event or a finding by its key, `[["words"]]` cites the record. */
export interface SectionPlan {
  kind: SectionKind;
  text: (string | string[])[];
}

export const sections: SectionPlan[] = [
  {
    kind: 'summary',
    text: [
      'From Monday, December 5, 7:00 pm to Tuesday, December 6, 2:36 pm (New York), search did not return newly created listings.[[begins]][[seen]] 3,896 listings from 1,142 vendors were affected.[[counts]] The listings were saved and opened by direct link, but search did not find them.[["They open fine if I have the direct link!"]]',
      'The alias that search reads did not contain the collection with the new listings.[[found]] On Sunday, December 4, a release had renamed a parameter of the function that updates the alias.[[train]] The daily job still passed the old name, and the function ignored it without an error.[[f-rename]][[f-opts]] The alert for this failure did not fire, because its rule had matched no series for 13 days.[[f-silent]]',
      'Support noticed the pattern, paged search and opened an incident.[[pattern]][[paged]] About seven minutes after the page, the on-call engineer fixed it by adding the collection to the alias with one command.[[applied]]',
    ],
  },
  {
    kind: 'event',
    text: [
      'Search reads through an alias, which is a name for a list of collections.[["An alias is a name for a list of collections."]] There is one collection for each recent day and a large one, skus_base, for everything older.[["A collection is a physical thing with documents in it."]] A daily job creates each collection two days ahead and is supposed to add it to the alias.[[f-alias]]',
      'From Sunday on, the job created collections but did not add them.[[f-alias]] Nothing broke until the first of these collections came into use, at midnight UTC (Monday, 7:00 pm in New York).[[begins]] From then on, every new listing was written to a collection that search did not read.[[found]]',
    ],
  },
  {
    kind: 'impact',
    text: [
      'Vendors reported that their new listings did not appear in search.[[pattern]] Support had 29 tickets when it paged search, and 41 by about 4 pm.[[paged]][["41 tickets so far."]] To “wake them up”, 61 vendors re-created their listings, which left 236 duplicates, four of them with orders on both copies.[[i-data]]',
      'The morning New Arrivals email to 52,400 shoppers contained only the listings of the day before.[[i-customers]] We do not know how many orders were lost, because an item that no one finds leaves no trace.[[q-orders]]',
      'Two people who were not on call gave up part of their evening to help.[[i-employees]]',
    ],
  },
  {
    kind: 'takeaways',
    text: [
      [
        '**Every component worked, but the product did not**: the catalog published, the broker delivered, the indexer wrote and search answered, yet no new listing could be found.[["so from where I sit it \\"works\\""]][[f-unseen]]',
        '**Silence looked like success**: pages had dropped from 61 to 9 a week, and no one noticed that an alert rule had stopped matching anything.[[pages-down]][[f-silent]]',
        '**A basic question found the cause**: the newest engineer asked whether the collection was on the list that search reads, and nearly did not post it.[[question]][[f-question]]',
        '**A reversible fix is quick to agree on**: one command could undo the change, so the responders did not have to argue about it.[[f-undoable]]',
      ],
    ],
  },
  {
    kind: 'trigger',
    text: [
      'On Sunday, December 4, index-tooling 1.14.0 was deployed as one of 11 changes in the release train.[[train]] It renamed a parameter of update_alias from collections to members.[[f-rename]] The change was small and reviewed, and its purpose was to let the write alias use the same function.[["so that the write alias can use the same function"]][[f-rename]]',
    ],
  },
  {
    kind: 'contributors',
    text: [
      'The daily job still passed the old parameter name, and update_alias accepted it silently.[[mechanism]][[f-opts]] No check caught this: the test mocks the function and expects the old name, the dry run stops before the alias step, and no type checker ran.[[f-checks]] The day before, a new engineer had seen “0 to add” in the dev environment, where it is normal.[[zero-to-add]]',
      'The engineer who wrote most of the tooling had moved to another team in September.[[f-owner]]',
      'The alert that should have caught this was generated from a new template, which filters on a label value that the metric does not have.[[template]][[rule-empty]] The label mismatch had been noticed for three services, but was considered cosmetic.[[cosmetic]]',
    ],
  },
  {
    kind: 'mitigators',
    text: [
      'Bulk imports were paused for the holidays and it was a Tuesday afternoon, so fewer listings and fewer searches were affected than on a normal evening.[[f-quiet-season]] The job creates collections two days ahead, which left time to fix it during the day.[["two days of room, that\'s what the two days are for"]]',
      'The former owner of the tooling, who was at dinner, warned that config-sync would revert the manual change at 2:45 pm.[[d-by-hand]] The same change was in skus.yaml by 2:37 pm.[[file]]',
    ],
  },
  {
    kind: 'difficulties',
    text: [
      'Support saw the pattern around noon, but was told that search was green.[[pattern]][[green]] The week before, the same complaint had turned out to be moderation, so support answered the first reports with the moderation macro.[[macro]][[f-words]]',
      'Two unrelated alerts fired shortly before search was paged, and each one took an engineer to rule out.[[noise]][[h-errors]][[h-broker]] Earlier that day, Storefront had suspected the CDN and purged it.[[h-cdn]]',
      'Accounts of the first report differ: the first ticket of the night shift is from Monday, 8:52 pm, but the support lead recalls a first report at about 1:30 pm on Tuesday.[[support-1-30]][[c-first]][[q-first]]',
    ],
  },
  {
    kind: 'risks',
    text: [
      'The day after the incident, 15 of 212 alert rules matched nothing, 12 of them because of the same label.[[f-rules]] Admin rights on the search cluster were not revoked when an engineer changed teams.[[f-rights]]',
    ],
  },
  {
    kind: 'detection',
    text: [
      'People detected the incident, not monitoring: vendors reported it, and support created a test listing to prove it.[[pattern]][[mug]] A probe had looked for a new listing every five minutes and logged “not found” 235 times, but no dashboard showed that number.[[probe]][["The number existed all the time."]]',
    ],
  },
  { kind: 'follow-ups', text: [] },
  { kind: 'questions', text: [] },
  { kind: 'timeline', text: [] },
  {
    kind: 'people',
    text: [
      'A colleague from vendor analytics led the review.[["from vendor analytics runs the review"]] He was not involved in the incident and is not on any of the teams.[["He was not in it, is not in any of the teams and has done two before."]]',
    ],
  },
  {
    kind: 'background',
    text: [
      [
        '**Collection**: a physical index that contains documents. skus_base is the large one, and there is one small collection for each day.[["A collection is a physical thing with documents in it."]]',
        '**Alias**: a name for a list of collections. Queries only go to the alias skus_read.[["Queries only ever go to the alias"]]',
      ],
    ],
  },
];
