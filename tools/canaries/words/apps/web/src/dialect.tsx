export const title = 'Somebody changed this';
export const hint = (ref: string) => `${ref} was written down by hand`;
export const Row = () => <p>Choose the one that stands in the list</p>;
export const note = 'There is no such page: is it so, or is it there already';
