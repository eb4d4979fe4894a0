import type { JsonObject } from '../row.ts';
import { discordExport, discordMessage } from './chat/discord.ts';
import type { Shape } from './shape.ts';

/** Every kind of record that Debrief knows. A new one is a file in its own folder and a line here. */
const shapes: readonly Shape[] = [discordExport, discordMessage];

/** The shape of a record; null if it is read by the names of its columns. */
export function findShape(value: JsonObject): Shape | null {
  for (const shape of shapes) if (shape.matches(value)) return shape;
  return null;
}
