// Language data: sample stories, in the words of the people who wrote them.
import type { Exemplar } from './exemplar.ts';

export const onCallAlias: Exemplar = {
  id: 'alias',
  title: 'Search that had forgotten two days',
  role: 'engineer on call',
  language: 'en',
  kind: 'success',
  competencies: ['diagnosis', 'judgement', 'prevention'],
  claims: [
    {
      part: 'S',
      text: 'On a Saturday in December our product search returned nothing from the last two days, and customers told us before any alarm did.',
      note: 'Time, system and who was affected, in one sentence; that no alarm fired is said without excuse.',
    },
    {
      part: 'T',
      text: 'I was on call and alone for the first hour: I had to bring recent results back before the Monday sale without losing a document.',
      note: 'A duty, a deadline and what success meant.',
    },
    {
      part: 'A',
      text: 'I compared the alias that searches read with the list of indices, and saw that new documents went to an index that nothing read.',
      note: 'A check and what it showed: the listener can follow the thought.',
    },
    {
      part: 'A',
      text: 'The message broker had been suspected first; I ruled it out by reading one fresh document straight from its queue.',
      note: 'A wrong turn and how it was closed, without saying whose it was.',
    },
    {
      part: 'A',
      text: 'I chose to move the alias by hand rather than rebuild, because a rebuild would have taken six hours and could not be undone.',
      note: 'The alternative, its price and why it was not taken.',
    },
    {
      part: 'A',
      text: 'Mina from support watched the complaints while I replayed two days from the journal, an hour at a time, and compared each hour with the store.',
      note: 'Someone else has a name and a part; the repair has its own check.',
    },
    {
      part: 'A',
      text: 'The next week I wrote a test that fails when the index template and the alias disagree.',
      note: 'Prevention is a thing that runs, not an intention.',
    },
    {
      part: 'R',
      text: 'Search was whole again after 3 hours, with all 41,000 documents in place by the count of the store.',
      note: 'A figure, and where it was counted.',
    },
    {
      part: 'R',
      text: 'From January to June the test stopped two bad templates of 27 before they were deployed.',
      note: 'Window, cases and out of how many: the guard is shown to work.',
    },
    {
      part: 'L',
      text: 'I used to look at graphs first; now I ask what changed last, and that question is the first line of our runbook.',
      note: 'What changed in the teller, and how others got it.',
    },
  ],
};

export const dataLedger: Exemplar = {
  id: 'ledger',
  title: 'The revenue that moved to January',
  role: 'data engineer',
  language: 'en',
  kind: 'success',
  competencies: ['diagnosis', 'rigour', 'working-with-others'],
  claims: [
    {
      part: 'S',
      text: 'Four days before the audit the warehouse showed 1.8 % less revenue for December than the ledger.',
      note: 'A number with its comparison; the audit gives it weight.',
    },
    {
      part: 'T',
      text: 'As the engineer of that pipeline I had to say which of the two was right, and prove it to the auditors.',
      note: 'Not "fix the mismatch": the task is to know.',
    },
    {
      part: 'A',
      text: 'I counted orders after each of five stages and found the loss between the second and the third.',
      note: 'Halving the ground before guessing.',
    },
    {
      part: 'A',
      text: 'All lost orders were of the last evening: the filter compared local times with midnight in UTC, so late orders of 31 December fell into January.',
      note: 'The mechanism: component, condition, effect.',
    },
    {
      part: 'A',
      text: 'I could have patched the report; instead I proposed to finance to reload the month, as every later report would have carried the fault.',
      note: 'Names the tempting short way and what it would have cost.',
    },
    {
      part: 'A',
      text: 'With Jo from finance I checked 200 of the moved orders by hand against the ledger before we reloaded.',
      note: 'Verification with a size, done by two departments.',
    },
    {
      part: 'A',
      text: 'I added a nightly check that compares both sides by day, with the zone written into the name of the column.',
      note: 'The guard, and a name that makes the mistake harder to repeat.',
    },
    {
      part: 'R',
      text: 'After the reload the difference was 0.02 %, rounding, and the audit closed in time.',
      note: 'The result in the terms of the situation; the rest is explained.',
    },
    {
      part: 'R',
      text: 'The check has fired three times in the year since, each within a day, and each time rightly.',
      note: 'Says how often, over how long, and that no alarm was false.',
    },
    {
      part: 'L',
      text: 'I learned to ask of every timestamp whose midnight it means, and I teach that with this case.',
      note: 'Small, true and passed on.',
    },
  ],
};

export const commander: Exemplar = {
  id: 'commander',
  title: 'Two hours without a cause',
  role: 'incident commander',
  language: 'en',
  kind: 'success',
  competencies: ['judgement', 'leading', 'communication'],
  claims: [
    {
      part: 'S',
      text: 'Payments failed for customers in two countries on the evening before a holiday, and twenty people were on the call within minutes.',
      note: 'The trouble is the crowd as much as the fault.',
    },
    {
      part: 'T',
      text: 'I was the incident commander: my part was to decide and to keep people informed, and to touch no system myself.',
      note: 'Says what was not the task, which is rare and convincing.',
    },
    {
      part: 'A',
      text: 'I split the call in three, the database, the provider and the release of that afternoon, with one voice each and a report every quarter of an hour.',
      note: 'How the work was split, who spoke for it, and how often.',
    },
    {
      part: 'A',
      text: 'I wrote three lists where all could see them: what we know, what we do not know, and what we will do next.',
      note: 'A habit that a listener can take home.',
    },
    {
      part: 'A',
      text: 'At the second report nobody had a cause, and the database owner argued against a rollback because of a migration in it.',
      note: 'It gives the reason for the disagreement; no one is a fool.',
    },
    {
      part: 'A',
      text: 'I asked what the rollback would cost if we were wrong: forty minutes, and it could be undone. Waiting cost every payment in the meantime, so I called it.',
      note: 'The decision with its price, its reversibility and the price of waiting.',
    },
    {
      part: 'A',
      text: 'The database owner wrote the two statements that made the migration safe to go back, and I thanked her for the objection in the review.',
      note: 'The objection made the plan better, and is credited.',
    },
    {
      part: 'A',
      text: 'Afterwards I had every release with a migration carry its way back, tried in a test, as a rule of the pipeline.',
      note: 'Turns the luck of the evening into a property of the system.',
    },
    {
      part: 'R',
      text: 'Payments recovered 2 hours and 5 minutes after the first failure; about 3 % of the orders of that evening were lost and were offered again by mail.',
      note: 'The good and the bad figure side by side.',
    },
    {
      part: 'R',
      text: 'Of the 14 releases with a migration in the next two quarters, two were rolled back, both within a quarter of an hour.',
      note: 'How the new rule did, with cases and window.',
    },
    {
      part: 'L',
      text: 'I used to wait for a cause before I acted; I learned to ask first which act can be undone.',
      note: 'A belief that changed, in one line.',
    },
  ],
};

export const failedMigration: Exemplar = {
  id: 'migration',
  title: 'The migration that I should have stopped',
  role: 'database engineer',
  language: 'en',
  kind: 'failure',
  competencies: ['learning', 'judgement'],
  claims: [
    {
      part: 'S',
      text: 'I moved our largest table to a new cluster on a night in May, and by six in the morning half of the writes timed out.',
      note: 'The teller is the subject of the failure in the first sentence.',
    },
    {
      part: 'T',
      text: 'The plan, the go and the stop were mine.',
      note: 'Seven words that leave no way out.',
    },
    {
      part: 'A',
      text: 'At two the copy was an hour late; my plan had no line that said when to stop, and I went on because the hard part seemed done.',
      note: 'Why it made sense then, without excuses.',
    },
    {
      part: 'A',
      text: 'At six I called our lead, said that I had let it run too long, and proposed to go back to the old cluster.',
      note: 'Tells upwards at once, with a proposal.',
    },
    {
      part: 'A',
      text: 'We lost 40 minutes as the way back had been tried on a small table alone, and I wrote each step down while two colleagues checked it.',
      note: 'The price of the untested way back, and the care taken now.',
    },
    {
      part: 'A',
      text: 'In the review I showed my notes of two in the morning, the ones in which I talked myself into it.',
      note: 'Evidence against oneself: nothing makes a story more credible.',
    },
    {
      part: 'A',
      text: 'I then wrote the stop rules of our next plan with somebody who was not on the project: three figures, each with a time.',
      note: 'The repair of the process, with its form.',
    },
    {
      part: 'R',
      text: 'Customers had 95 minutes of failed writes, about 12,000 of them, and 31 needed a correction by hand.',
      note: 'The damage in figures, not in adjectives.',
    },
    {
      part: 'R',
      text: 'The second try in July was stopped at its first rule, after 25 minutes, and succeeded a week later.',
      note: 'The rule worked by stopping: an honest success.',
    },
    {
      part: 'L',
      text: 'I learned that I cannot judge at two in the morning what I did not decide at noon; next time the plan says when to stop, or I do not begin.',
      note: 'A general lesson from a particular night, and what is done otherwise.',
    },
  ],
};

export const supportVoice: Exemplar = {
  id: 'support',
  title: 'The customers who could not say it',
  role: 'support engineer',
  language: 'en',
  kind: 'success',
  competencies: ['customer', 'initiative', 'communication'],
  claims: [
    {
      part: 'S',
      text: 'Some users of screen readers wrote that our new form “goes silent”, and every dashboard said that all was well.',
      note: 'The users’ own words; the contradiction makes one listen.',
    },
    {
      part: 'T',
      text: 'Nobody had asked me to look further, but I answer those letters, so I made it my job to find out what silence meant.',
      note: 'Ownership beyond the role, with its reason.',
    },
    {
      part: 'A',
      text: 'I called one of them, asked her to show me, and wrote down each key and what she heard.',
      note: 'Goes and sees; the method is plain.',
    },
    {
      part: 'A',
      text: 'The form moved the focus to a hidden field when a check failed, so the reader had nothing to say.',
      note: 'A mechanism that anyone understands.',
    },
    {
      part: 'A',
      text: 'I had two choices: file it as a wish, or bring the recording to the morning meeting of the team, which could have looked like blame; I brought it and began with what the form did well.',
      note: 'Names the social risk and how it was met.',
    },
    {
      part: 'A',
      text: 'Ravi mended the focus that day, and I wrote a test with him that walks the form by keyboard alone.',
      note: 'Credit by name; the guard is shared work.',
    },
    {
      part: 'R',
      text: 'The caller finished her order while I was on the line, and the letters about silence stopped coming.',
      note: 'No figure, and it convinces: a person finished what she could not do before.',
    },
    {
      part: 'R',
      text: 'The keyboard walk is now part of the release check of every form in the shop.',
      note: 'The result outlives the case.',
    },
    {
      part: 'L',
      text: 'I learned that a dashboard shows whom we thought of when we drew it.',
      note: 'A sentence that one remembers.',
    },
  ],
};

export const staffRetries: Exemplar = {
  id: 'retries',
  title: 'A storm of our own making',
  role: 'staff engineer',
  language: 'en',
  kind: 'success',
  competencies: ['rigour', 'influence', 'prevention'],
  claims: [
    {
      part: 'S',
      text: 'Three outages in one winter lasted far longer than their cause: each time a short fault of the store was followed by hours of overload.',
      note: 'A pattern over several incidents: the scope of the role.',
    },
    {
      part: 'T',
      text: 'I was asked by nobody and owned none of the five services; I set out to find what they had in common and to have it changed.',
      note: 'Says plainly that there was no authority.',
    },
    {
      part: 'A',
      text: 'I read the records of all three and drew the load of each service second by second; every client tried again at once, up to five times.',
      note: 'Evidence first, and from the incidents themselves.',
    },
    {
      part: 'A',
      text: 'I reproduced it on a test bed with the real clients and a store that I could stop: ten seconds without it gave 22 minutes of overload.',
      note: 'Reproduction, with the two figures that matter.',
    },
    {
      part: 'A',
      text: 'Two teams preferred larger queues; we measured both for a day, and queues made it longer, while a budget for retries ended it in under a minute.',
      note: 'Disagreement settled by an experiment, with both outcomes.',
    },
    {
      part: 'A',
      text: 'I wrote the budget into the common client, and offered each team a pull request and an hour with me instead of a rule.',
      note: 'Influence without authority, shown by actions.',
    },
    {
      part: 'R',
      text: 'All five services took it within a quarter, and in a drill in spring the same fault was over after 50 seconds instead of 22 minutes.',
      note: 'Adoption and effect, measured in the same way as before.',
    },
    {
      part: 'R',
      text: 'There has been one fault of the store since, in June, and it stayed one: one case shows little, so the drill is repeated each quarter.',
      note: 'Refuses to claim more than one case can show.',
    },
    {
      part: 'L',
      text: 'I no longer argue for a design before I have a test bed in which it can lose.',
      note: 'A changed habit, with an edge.',
    },
  ],
};
