/** The paging of a list as the contract has let it through: its number may still be written as text. */
export function pagingOf(input: { cursor?: string | undefined; limit?: unknown }): {
  cursor: string | undefined;
  limit: number | undefined;
} {
  return {
    cursor: input.cursor,
    limit: input.limit === undefined ? undefined : Number(input.limit),
  };
}
