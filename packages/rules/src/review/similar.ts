import { listSymptomWords } from '../suspects/index.ts';

interface Named {
  title: string;
  services: readonly string[];
}

const mostShown = 3;
/** Words that two titles share, if the incidents also share a service, and if they don't. */
const fewestShared = { withService: 2, without: 3 };

/**
 * Earlier incidents whose titles share specific words with this one, in the given order, each with
 * what they share. Words that many of the titles have don't count.
 */
export function findSimilar<Earlier extends Named>(
  incident: Named,
  earlier: readonly Earlier[],
): { incident: Earlier; shared: string }[] {
  const words = listSymptomWords(incident.title);
  const titles = earlier.map(
    ({ title }) => new Set(listSymptomWords(title).map(({ stem }) => stem)),
  );
  const isRare = (stem: string) =>
    titles.filter((title) => title.has(stem)).length <= Math.max(2, titles.length / 10);
  const rare = words.filter(({ stem }) => isRare(stem));
  const services = new Set(incident.services.map((name) => name.toLowerCase()));
  return earlier
    .flatMap((other, index) => {
      const shared = rare.filter(({ stem }) => titles[index]?.has(stem) === true);
      const service = other.services.find((name) => services.has(name.toLowerCase()));
      const needed = service === undefined ? fewestShared.without : fewestShared.withService;
      if (shared.length < needed) return [];
      const names = [
        ...(service === undefined ? [] : [service]),
        ...shared.map(({ word }) => word),
      ];
      return [{ incident: other, shared: names.join(', ') }];
    })
    .slice(0, mostShown);
}
