/** A first title for an incident from the name of its first file: `inc-search_2022.zip` → `Inc search 2022`. */
export function suggestTitle(fileName: string): string {
  const words = fileName
    .replace(/(\.(zip|json|jsonl|ndjson|csv|tsv|vtt|log|txt|gz))+$/i, '')
    .replaceAll(/[-_]+/g, ' ')
    .trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
